package dev.limosa.transform;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * In how many rows each term occurs, and which count of it the next stage was last told. Both are stored, so that after
 * a crash it is still known what there is to tell. For one thread.
 */
final class TermCounts {

    private static final int SIZE = 2 * Long.BYTES;
    private static final Entry NONE = new Entry(0, 0);

    private final KeyValueStore<Bytes, byte[]> store;
    private final Set<Bytes> changed = new LinkedHashSet<>();

    private record Entry(long count, long told) {

        static Entry of(byte[] stored) {
            ByteBuffer in = ByteBuffer.wrap(stored);
            return new Entry(in.getLong(), in.getLong());
        }

        byte[] bytes() {
            return ByteBuffer.allocate(SIZE).putLong(count).putLong(told).array();
        }
    }

    /** Is told of a term whose count is another than it was told before. */
    interface Listener {
        void changed(Bytes term, long count, long before);
    }

    /** @param store holds nothing else; what is in it is gone on with */
    TermCounts(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(stored -> {
                Entry entry = Entry.of(stored.value);
                if (entry.count() != entry.told()) {
                    changed.add(stored.key);
                }
            });
        }
    }

    /** @return the count as it is now; below zero if something was taken away that was never added */
    long add(Bytes term, long rows) {
        Entry entry = entry(term);
        long count = entry.count() + rows;
        put(term, new Entry(count, entry.told()));
        changed.add(term);
        return count;
    }

    /** No row is there any more: tells so of each term, and forgets them. */
    void clear(Listener listener) {
        List<KeyValue<Bytes, byte[]>> stored = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(stored::add);
        }
        for (KeyValue<Bytes, byte[]> term : stored) {
            long told = Entry.of(term.value).told();
            if (told != 0) {
                listener.changed(term.key, 0, told);
            }
            store.delete(term.key);
        }
        changed.clear();
    }

    /** Tells all that has changed since the last time. */
    void tell(Listener listener) {
        for (Bytes term : changed) {
            Entry entry = entry(term);
            if (entry.count() != entry.told()) {
                listener.changed(term, entry.count(), entry.told());
            }
            put(term, new Entry(entry.count(), entry.count()));
        }
        changed.clear();
    }

    private Entry entry(Bytes term) {
        byte[] stored = store.get(term);
        return stored == null ? NONE : Entry.of(stored);
    }

    private void put(Bytes term, Entry entry) {
        if (entry.equals(NONE)) {
            store.delete(term);
        } else {
            store.put(term, entry.bytes());
        }
    }
}
