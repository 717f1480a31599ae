package dev.limosa.transform;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * For each row of a history partition the terms it was counted with. For one thread.
 *
 * <p>A TRUNCATE forgets all of them at once by beginning another era: deleting millions of entries would take longer
 * than a transaction of Kafka's may. What is left of earlier eras is deleted bit by bit ({@link #sweep}).
 */
final class CountedRows implements AutoCloseable {

    /** No key of a row: those are JSON objects. */
    private static final Bytes STATE = Bytes.wrap(new byte[] {0});

    private final KeyValueStore<Bytes, byte[]> store;
    private int era;
    private boolean swept = true;
    private @Nullable KeyValueIterator<Bytes, byte[]> sweeping;

    /** @param store holds nothing else; what is in it is gone on with */
    CountedRows(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] state = store.get(STATE);
        if (state != null) {
            ByteBuffer in = ByteBuffer.wrap(state);
            era = ByteUtils.readUnsignedVarint(in);
            swept = in.get() != 0;
        }
    }

    /** @return what the row of that key was counted with before */
    DocumentTerms replace(byte[] key, DocumentTerms now) {
        Bytes row = Bytes.wrap(key);
        byte[] stored = store.get(row);
        DocumentTerms before = stored == null ? DocumentTerms.NONE : decode(stored);
        if (now.isEmpty() && stored != null) {
            store.delete(row);
        } else if (!now.isEmpty() && !now.equals(before)) {
            store.put(row, encode(now));
        }
        return before;
    }

    void forgetAll() {
        close();
        era++;
        keepState(false);
    }

    /** Deletes what was forgotten, but looks at no more rows than that. */
    void sweep(int atMost) {
        if (swept) {
            return;
        }
        KeyValueIterator<Bytes, byte[]> rows = sweeping == null ? store.all() : sweeping;
        sweeping = rows;
        for (int i = 0; i < atMost && rows.hasNext(); i++) {
            KeyValue<Bytes, byte[]> row = rows.next();
            if (row.value != null && !row.key.equals(STATE) && eraOf(ByteBuffer.wrap(row.value)) != era) {
                store.delete(row.key);
            }
        }
        if (!rows.hasNext()) {
            close();
            keepState(true);
        }
    }

    private void keepState(boolean nowSwept) {
        swept = nowSwept;
        store.put(STATE, bytes(out -> {
            ByteUtils.writeUnsignedVarint(era, out);
            out.writeBoolean(nowSwept);
        }));
    }

    @Override
    public void close() {
        if (sweeping != null) {
            sweeping.close();
            sweeping = null;
        }
    }

    private static int eraOf(ByteBuffer stored) {
        return ByteUtils.readUnsignedVarint(stored);
    }

    private byte[] encode(DocumentTerms row) {
        return bytes(out -> {
            ByteUtils.writeUnsignedVarint(era, out);
            out.write(row.language().getBytes(StandardCharsets.UTF_8));
            for (String term : row.terms()) {
                out.writeByte(DocumentTerms.SEPARATOR);
                out.write(term.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private DocumentTerms decode(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        if (eraOf(in) != era) {
            return DocumentTerms.NONE;
        }
        String text = new String(stored, in.position(), in.remaining(), StandardCharsets.UTF_8);
        int from = text.indexOf(DocumentTerms.SEPARATOR);
        String language = text.substring(0, from);
        Set<String> terms = new LinkedHashSet<>();
        while (from >= 0) {
            int to = text.indexOf(DocumentTerms.SEPARATOR, from + 1);
            terms.add(text.substring(from + 1, to < 0 ? text.length() : to));
            from = to;
        }
        return new DocumentTerms(language, terms);
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
