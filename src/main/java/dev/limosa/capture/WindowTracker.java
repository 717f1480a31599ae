package dev.limosa.capture;

import dev.limosa.change.Kind;
import dev.limosa.fault.CrashPoint;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which keys the change stream touched since the last window row, and at the next one publishes the rest of
 * the chunk that was read in between. For the change stream's thread.
 */
final class WindowTracker {

    private final HistoryWriter writer;
    private final RereadQueue rereads;
    private final Set<RowKey> touched = new HashSet<>();
    private final Set<RowKey> incomplete = new HashSet<>();
    private final Set<HistoryTable> truncated = new HashSet<>();

    WindowTracker(HistoryWriter writer, RereadQueue rereads) {
        this.writer = writer;
        this.rereads = rereads;
    }

    void touch(HistoryTable table, byte[] key) {
        if (!table.snapshot().done() || !rereads.isEmpty()) {
            touched.add(new RowKey(table.table(), key));
        }
    }

    /** The event did not tell the row wholly: it will be read again. */
    void touchIncomplete(HistoryTable table, byte[] key) {
        RowKey row = new RowKey(table.table(), key);
        touched.add(row);
        incomplete.add(row);
        request(row);
    }

    /** An operator wants the row to be read again. */
    void request(RowKey row) {
        writer.reread(row.toEntry(), row.key());
        rereads.add(row);
    }

    void truncate(HistoryTable table) {
        truncated.add(table);
    }

    /** A window row was met: it closes {@code chunk}, if there is one, and opens the next window. */
    void window(@Nullable Chunk chunk) {
        if (chunk != null) {
            publish(chunk);
        }
        touched.clear();
        incomplete.clear();
        truncated.clear();
    }

    private void publish(Chunk chunk) {
        HistoryTable table = chunk.table();
        // The snapshot that was begun again reads all these rows once more.
        if (!truncated.contains(table) && !chunk.isStale()) {
            publishRows(chunk);
        }
        for (byte[] key : chunk.reread()) {
            RowKey row = new RowKey(table.table(), key);
            // Met incomplete again inside the window: what was read may be older than that event.
            if (incomplete.contains(row)) {
                rereads.giveBack(row);
            } else {
                writer.reread(row.toEntry(), null);
                rereads.remove(row);
            }
        }
        if (chunk.reread().isEmpty() && !chunk.isStale()) {
            table.snapshot(chunk.progress());
        }
    }

    private void publishRows(Chunk chunk) {
        boolean untouched = touched.isEmpty();
        // A row read again may already be in the target: it is an update of it, not one more row of a snapshot.
        Kind kind = chunk.reread().isEmpty() ? Kind.READ : Kind.UPDATE;
        for (Chunk.Row row : chunk.rows()) {
            if (untouched || !touched.contains(new RowKey(chunk.table().table(), row.key()))) {
                writer.row(chunk.table(), row, row.gone() ? Kind.DELETE : kind);
            }
            CrashPoint.CAPTURE_INSIDE_CHUNK.reached();
        }
    }
}
