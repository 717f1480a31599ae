package dev.limosa.capture;

import dev.limosa.change.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows the change stream could not tell wholly. Each is kept in the position topic until it was read again, so a
 * crash forgets none. Thread-safe: the stream adds and removes, the chunk reader takes.
 */
final class RereadQueue {

    private final Set<RowKey> waiting = new LinkedHashSet<>();
    private final Set<RowKey> reading = new HashSet<>();
    private boolean woken;
    /**
     * Asked at every event, so without the lock. It can't be missed that a row was added: the stream's thread, which
     * asks, is also the only one that adds and removes, and the reader's taking does not change it.
     */
    private volatile boolean empty;

    RereadQueue(Collection<RowKey> stored) {
        waiting.addAll(stored);
        empty = waiting.isEmpty();
    }

    /** Asks for a row; also if it is being read just now, since what is read may be too old. */
    synchronized void add(RowKey row) {
        waiting.add(row);
        empty = false;
        reading.remove(row);
        notifyAll();
    }

    /** The row was published. */
    synchronized void remove(RowKey row) {
        waiting.remove(row);
        empty = waiting.isEmpty();
        reading.remove(row);
    }

    boolean isEmpty() {
        return empty;
    }

    /** Takes up to {@code limit} keys of the table; they stay in the queue until {@link #remove}. */
    synchronized List<byte[]> take(TableId table, int limit) {
        List<byte[]> keys = new ArrayList<>();
        for (RowKey row : waiting) {
            if (keys.size() == limit) {
                break;
            }
            if (row.table().equals(table) && reading.add(row)) {
                keys.add(row.key());
            }
        }
        return keys;
    }

    /** A row taken was not published after all: it is to be taken again. */
    synchronized void giveBack(RowKey row) {
        reading.remove(row);
        notifyAll();
    }

    /** Something other than these rows is to be read. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Waits until there is something to read, or the time is over. */
    synchronized void await(long millis) throws InterruptedException {
        if (waiting.size() == reading.size() && !woken) {
            wait(millis);
        }
        woken = false;
    }
}
