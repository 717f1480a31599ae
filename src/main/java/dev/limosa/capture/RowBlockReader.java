package dev.limosa.capture;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.TableId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the rows that a {@link RowBlockWriter} put into a block. For one thread. */
final class RowBlockReader {

    private final ByteBuffer in;
    private final Tuple old = new Tuple();
    private final Tuple now = new Tuple();
    private @Nullable Relation relation;
    private byte code;
    private long lsn;

    RowBlockReader(byte[] block) {
        in = ByteBuffer.wrap(block);
    }

    /** Moves to the next row; false if there is none. */
    boolean next() {
        while (in.hasRemaining()) {
            code = in.get();
            if (code != RowBlockWriter.RELATION) {
                row(relation().columns().size());
                return true;
            }
            relation = readRelation();
        }
        return false;
    }

    private void row(int columns) {
        lsn = in.getLong();
        if (before() != null) {
            old.read(in, columns);
        }
        if (after() != null) {
            now.read(in, columns);
        }
    }

    /** The same object for all rows between two changes of table or columns. */
    Relation relation() {
        return requireNonNull(relation, "BUG: a row before its relation");
    }

    /** Where the row stands in PostgreSQL's log. */
    long lsn() {
        return lsn;
    }

    /** The row before the change, or its key alone; null if the stream did not say. */
    @Nullable
    Tuple before() {
        return code == RowBlockWriter.UPDATE_WITH_OLD || code == RowBlockWriter.DELETE ? old : null;
    }

    /** The row after the change; null if it was deleted. */
    @Nullable
    Tuple after() {
        return code == RowBlockWriter.DELETE ? null : now;
    }

    boolean isInsert() {
        return code == RowBlockWriter.INSERT;
    }

    private Relation readRelation() {
        TableId table = new TableId(text(), text());
        int size = in.getInt();
        List<String> columns = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            columns.add(text());
        }
        List<Integer> types = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            types.add(in.getInt());
        }
        return new Relation(table, columns, types);
    }

    private String text() {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
