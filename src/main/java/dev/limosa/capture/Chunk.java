package dev.limosa.capture;

import dev.limosa.topics.CapturePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows read from a table between two window rows of the change stream: a piece of its snapshot, or keys that had to be
 * read again.
 *
 * @param rows in the order read
 * @param progress the table's snapshot once these rows are published; unchanged if keys were read again
 * @param reread the keys that were asked for
 * @param visible what the rows show
 */
record Chunk(
        HistoryTable table,
        List<Row> rows,
        CapturePosition.TableSnapshot progress,
        List<byte[]> reread,
        Visibility visible) {

    /**
     * A row as it will be published: its key and its envelope; gone if the table has no row of a key asked for.
     *
     * @param envelope null if the row is too large for a record
     * @param bytes how large it is at least
     */
    record Row(byte[] key, byte @Nullable [] envelope, boolean gone, long bytes) {

        Row(byte[] key, byte[] envelope, boolean gone) {
            this(key, envelope, gone, (long) key.length + envelope.length);
        }
    }

    /** Whether it belongs to a snapshot that was begun again since it was read. */
    boolean isStale() {
        return progress.isOlderThan(table.snapshot());
    }
}
