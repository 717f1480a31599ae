package dev.limosa.capture;

import dev.limosa.change.TableId;
import io.debezium.connector.postgresql.PostgresStreamingChangeEventSource.PgConnectionSupplier;
import io.debezium.connector.postgresql.connection.ReplicationMessage;
import io.debezium.connector.postgresql.connection.ReplicationMessage.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows of the change stream into one block of bytes, which {@link RowBlockReader} takes apart again:
 *
 * <pre>
 * block    := (relation | row)*
 * relation := 'R' schema table (int)columns name* (int)type*   the rows behind it are its, up to the next one
 * row      := ('I' | 'U') lsn tuple                      the new row
 *           | 'K' lsn tuple tuple                        the old row or its key, the new row
 *           | 'D' lsn tuple                              the old row or its key
 * tuple    := value*                                     as many as the relation has columns
 * value    := (int)length bytes                          UTF-8; {@link Tuple#NULL} and {@link Tuple#UNCHANGED} have no bytes
 * </pre>
 *
 * Reused from block to block; for one thread.
 */
final class RowBlockWriter {

    static final byte RELATION = 'R';
    static final byte INSERT = 'I';
    static final byte UPDATE = 'U';
    static final byte UPDATE_WITH_OLD = 'K';
    static final byte DELETE = 'D';

    private static final PgConnectionSupplier NONE = () -> {
        throw new IllegalStateException("BUG: a text was taken for a type that has to be looked up");
    };

    private final RelationTypes types;
    private ByteBuffer out = ByteBuffer.allocate(128 * 1024);
    private @Nullable TableId table;
    private List<Column> columns = List.of();
    private int relations;

    RowBlockWriter(RelationTypes types) {
        this.types = types;
    }

    int size() {
        return out.position();
    }

    /** Takes the block; the next one begins. */
    byte[] take() {
        byte[] block = Arrays.copyOf(out.array(), out.position());
        out.clear();
        table = null;
        columns = List.of();
        return block;
    }

    void row(TableId of, ReplicationMessage message, long lsn) {
        List<Column> before = message.getOldTupleList();
        List<Column> after = message.getNewTupleList();
        relation(of, after == null ? before : after);
        room(1 + Long.BYTES).put(code(message)).putLong(lsn);
        if (before != null) {
            tuple(before);
        }
        if (after != null) {
            tuple(after);
        }
    }

    private static byte code(ReplicationMessage message) {
        return switch (message.getOperation()) {
            case INSERT -> INSERT;
            case UPDATE -> message.getOldTupleList() == null ? UPDATE : UPDATE_WITH_OLD;
            case DELETE -> DELETE;
            default -> throw new IllegalArgumentException("BUG: " + message.getOperation() + " is no change of a row");
        };
    }

    private void relation(TableId of, List<Column> having) {
        if (!of.equals(table) || relations != types.relations() || !sameNames(having)) {
            table = of;
            relations = types.relations();
            columns = having;
            room(1).put(RELATION);
            text(of.schema());
            text(of.name());
            room(Integer.BYTES).putInt(having.size());
            having.forEach(column -> text(column.getName()));
            types.of(of, having.size()).forEach(type -> room(Integer.BYTES).putInt(type));
        }
    }

    private boolean sameNames(List<Column> having) {
        boolean same = having.size() == columns.size();
        for (int i = 0; same && i < having.size(); i++) {
            same = having.get(i).getName().equals(columns.get(i).getName());
        }
        return same;
    }

    private void tuple(List<Column> values) {
        for (Column column : values) {
            Object value = column.isToastedColumn() ? null : column.getValue(NONE, true);
            if (value == null) {
                room(Integer.BYTES).putInt(column.isToastedColumn() ? Tuple.UNCHANGED : Tuple.NULL);
            } else {
                text((String) value);
            }
        }
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int size = Math.addExact(out.position(), bytes);
            out = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8L, size * 2L))
                    .put(out.flip());
        }
        return out;
    }
}
