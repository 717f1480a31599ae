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
        byte @Nullable [] value,
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
        return value;
    }

    int size() {
        return value == null ? key.length : value.length;
    }

    String keyText() {
        return new String(key, StandardCharsets.UTF_8);
    }
}
