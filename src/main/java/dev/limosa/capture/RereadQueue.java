package dev.limosa.capture;

import dev.limosa.change.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows the change stream could not tell wholly. Each is kept in the position topic until it was read again, so a
 * crash forgets none. Thread-safe: the stream adds and removes, the chunk reader takes.
 */
final class RereadQueue {

    /** Not taken yet, each table's in the order asked for. No set is empty. */
    private final Map<TableId, Set<RowKey>> waiting = new HashMap<>();
    /** Taken and not published yet; none of them is waiting. */
    private final Set<RowKey> reading = new HashSet<>();

    private boolean woken;
    /**
     * Asked at every event, so without the lock. It can't be missed that a row was added: the stream's thread, which
     * asks, is also the only one that adds and removes, and the reader's taking does not change it.
     */
    private volatile boolean empty;

    RereadQueue(Collection<RowKey> stored) {
        stored.forEach(this::enqueue);
        empty = waiting.isEmpty();
    }

    private void enqueue(RowKey row) {
        waiting.computeIfAbsent(row.table(), table -> new LinkedHashSet<>()).add(row);
    }

    /** Asks for a row; also if it is being read just now, since what is read may be too old. */
    synchronized void add(RowKey row) {
        reading.remove(row);
        enqueue(row);
        empty = false;
        notifyAll();
    }

    /** The row was published. */
    synchronized void remove(RowKey row) {
        reading.remove(row);
        waiting.computeIfPresent(row.table(), (table, rows) -> rows.remove(row) && rows.isEmpty() ? null : rows);
        empty = waiting.isEmpty() && reading.isEmpty();
    }

    boolean isEmpty() {
        return empty;
    }

    /** Takes up to {@code limit} keys of the table; they stay in the queue until {@link #remove}. */
    synchronized List<byte[]> take(TableId table, int limit) {
        Set<RowKey> rows = waiting.getOrDefault(table, Set.of());
        List<RowKey> taken = rows.stream().limit(limit).toList();
        if (taken.size() == rows.size()) {
            waiting.remove(table);
        } else {
            taken.forEach(rows::remove);
        }
        reading.addAll(taken);
        return taken.stream().map(RowKey::key).toList();
    }

    /** A row taken was not published after all: it is to be taken again. */
    synchronized void giveBack(RowKey row) {
        if (reading.remove(row)) {
            enqueue(row);
        }
        notifyAll();
    }

    /** Something other than these rows is to be read. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Waits until there is something to read, or the time is over. */
    synchronized void await(long millis) throws InterruptedException {
        if (waiting.isEmpty() && !woken) {
            wait(millis);
        }
        woken = false;
    }
}
