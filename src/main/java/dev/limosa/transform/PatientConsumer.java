package dev.limosa.transform;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of a stream thread, which waits for records for as long as there is nothing to commit. Streams has one
 * time for all its waits, and {@link PromptCommit} needs a short one; but each time round Streams looks at every task,
 * which at 200 times a second is some hundredths of a processor for a service that has nothing to do.
 */
final class PatientConsumer extends KafkaConsumer<byte[], byte[]> {

    /** A record ends it at once; what is late by that are Streams' own times, which are longer. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    PatientConsumer(Map<String, Object> settings) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return super.poll(patience(timeout));
    }

    /** In place of what the calling stream thread would wait. */
    static Duration patience(Duration timeout) {
        return timeout.equals(PromptCommit.LOOK) && !PromptCommit.isPending() ? PATIENCE : timeout;
    }
}
