package dev.limosa.transform;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way to an output topic, with the partition it belongs to: a partitioner is told the key only, and a
 * barrier has none.
 *
 * @param bytes null for a record without a value
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record OutputValue(int partition, byte @Nullable [] bytes) {

    static final StreamPartitioner<byte[], OutputValue> PARTITIONER =
            (topic, key, value, partitions) -> Optional.of(Set.of(value.partition()));

    static final Serializer<OutputValue> SERIALIZER = new Serializer<>() {
        @Override
        public byte @Nullable [] serialize(String topic, OutputValue value) {
            return value.bytes();
        }
    };
}
