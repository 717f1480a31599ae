package dev.limosa.topics;

import org.apache.kafka.common.utils.Utils;

/** Which history partition a key belongs to: Kafka's own murmur2, so that any client agrees. */
public final class HistoryPartitioner {

    private HistoryPartitioner() {}

    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
