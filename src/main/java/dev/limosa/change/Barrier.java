package dev.limosa.change;

/**
 * A mark that capture writes into every partition it concerns, in one Kafka transaction with its own position, and that
 * every stage passes on in place. It says what the partition carried since the mark before.
 *
 * @param sequence the number of the last event before this barrier, over all partitions
 * @param watermark the number of the newest watermark row at or before this barrier
 * @param atMicros when the watermark row was written, by the source's clock, in microseconds since 1970
 * @param topic the history topic this copy was written to
 * @param partition its partition
 * @param count events in this partition since the barrier before
 * @param checksum {@link Tally#checksum()} over them
 * @param snapshotDone whether the table's snapshot lies wholly before this barrier
 */
public record Barrier(
        Type type,
        long sequence,
        long watermark,
        long atMicros,
        String topic,
        int partition,
        int count,
        long checksum,
        boolean snapshotDone) {

    public enum Type {
        /** Written about once a second, to every partition of every history topic. */
        WATERMARK,
        /** The table was truncated here; written to all partitions of its history topic. Takes a sequence number. */
        TRUNCATE
    }
}
