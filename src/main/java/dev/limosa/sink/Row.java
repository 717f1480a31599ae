package dev.limosa.sink;

import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one row.
 *
 * @param after the last watermark of its history partition before it
 * @param value the target's row as JSON, or null
 * @param open why the row is open, or null: the header as it came
 */
record Row(
        long offset,
        SinkTable table,
        HistoryPartition origin,
        long after,
        EventHeader header,
        byte[] key,
        @Nullable Value value,
        byte @Nullable [] open)
        implements Incoming {

    @Override
    public long sequence() {
        return header.sequence();
    }

    Kind kind() {
        return header.kind();
    }

    byte[] row() {
        if (value == null) {
            throw new IllegalArgumentException("cannot read row at offset " + offset + " from " + origin
                    + ": expected a value for kind " + header.kind() + ", found none");
        }
        return value.bytes();
    }

    int size() {
        return value == null ? key.length : value.length();
    }

    /** The same row with its value kept elsewhere. */
    Row keptIn(ValueStore store) {
        return value == null
                ? this
                : new Row(offset, table, origin, after, header, key, store.keep(value.bytes()), open);
    }

    /** It was applied, and nobody needs its value any more. */
    void release() {
        if (value != null) {
            value.release();
        }
    }

    String keyText() {
        return new String(key, StandardCharsets.UTF_8);
    }
}
