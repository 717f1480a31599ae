package dev.limosa.sink;

/**
 * A row of {@code limosa.sink_offset}, as this task last wrote or read it.
 *
 * @param next the offset of the first record that is not in the target
 * @param barrier the last watermark up to which everything is
 * @param sequence the number of the last event before that watermark
 * @param upstream {@link Upstream#toJson()} as of {@code next}
 */
record StoredOffset(long next, long epoch, long barrier, long sequence, boolean snapshotDone, String upstream) {}
