package dev.limosa.sink;

import org.apache.kafka.common.TopicPartition;

/**
 * What a transaction makes of a partition's stored offset.
 *
 * @param from what must stand there
 * @param to what will
 * @param atMicros when the source wrote the watermark {@code to.barrier()}
 */
record Advance(TopicPartition partition, StoredOffset from, StoredOffset to, long atMicros) {

    /** The same place again: only asks whether the partition is still ours. */
    static Advance none(TopicPartition partition, StoredOffset at) {
        return new Advance(partition, at, at, 0);
    }
}
