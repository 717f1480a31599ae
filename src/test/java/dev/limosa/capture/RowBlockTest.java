package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import io.debezium.connector.postgresql.PostgresStreamingChangeEventSource.PgConnectionSupplier;
import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.connection.AbstractReplicationMessageColumn;
import io.debezium.connector.postgresql.connection.ReplicationMessage.Column;
import io.debezium.connector.postgresql.connection.ReplicationMessage.Operation;
import io.debezium.connector.postgresql.connection.pgoutput.PgOutputReplicationMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowBlockTest {

    private static final TableId A = new TableId("public", "a \"quoted\" 表");
    private static final TableId B = new TableId("public", "b");
    private static final String LEFT_OUT = new String("left out");

    private static final int TEXT = 25;

    private final RelationTypes types = new RelationTypes();
    private final Map<TableId, Integer> sizes = new HashMap<>();
    private final RowBlockWriter writer = new RowBlockWriter(types);

    @Test
    void rowsComeOutAsTheyWentIn() {
        insert(A, 11, "id", "1", "文字", "漢字 \u0000\"\n😀");
        update(A, 12, List.of("id", "1", "文字", "old"), List.of("id", "2", "文字", ""));
        update(A, 13, null, List.of("id", "2", "文字", LEFT_OUT));
        delete(B, 14, "id", null, "x", "y");
        RowBlockReader rows = new RowBlockReader(writer.take());

        assertTrue(rows.next());
        assertTrue(rows.isInsert());
        assertEquals(11, rows.lsn());
        assertEquals(new Relation(A, List.of("id", "文字"), List.of(TEXT, TEXT)), rows.relation());
        assertNull(rows.before());
        assertEquals(List.of("1", "漢字 \u0000\"\n😀"), values(rows, rows.after()));

        Relation first = rows.relation();
        assertTrue(rows.next());
        assertSame(first, rows.relation());
        assertFalse(rows.isInsert());
        assertEquals(List.of("1", "old"), values(rows, rows.before()));
        assertEquals(List.of("2", ""), values(rows, rows.after()));

        assertTrue(rows.next());
        assertNull(rows.before());
        assertTrue(rows.after().isUnchanged(1));

        assertTrue(rows.next());
        assertEquals(14, rows.lsn());
        assertEquals(B, rows.relation().table());
        assertNull(rows.after());
        assertTrue(rows.before().isNull(0));
        assertFalse(rows.next());
    }

    @Test
    void aTableWhoseColumnsHaveChangedIsAnotherRelation() {
        insert(A, 1, "id", "1");
        insert(A, 2, "id", "1", "more", "2");
        insert(A, 3, "id", "1", "renamed", "2");
        RowBlockReader rows = new RowBlockReader(writer.take());
        List<List<String>> columns = new ArrayList<>();
        while (rows.next()) {
            columns.add(rows.relation().columns());
        }
        assertEquals(List.of(List.of("id"), List.of("id", "more"), List.of("id", "renamed")), columns);
    }

    /** Rows behind it were written as if they were of the type before. */
    @Test
    void aTableWithAColumnOfAnotherTypeIsAnotherRelation() {
        insert(A, 1, "id", "1", "flag", "t");
        relation(A, List.of(TEXT, 16));
        insert(A, 2, "id", "2", "flag", "f");
        insert(A, 3, "id", "3", "flag", "f");
        RowBlockReader rows = new RowBlockReader(writer.take());
        List<List<Integer>> found = new ArrayList<>();
        while (rows.next()) {
            found.add(rows.relation().types());
        }
        assertEquals(List.of(List.of(TEXT, TEXT), List.of(TEXT, 16), List.of(TEXT, 16)), found);
    }

    @Test
    void theNextBlockStandsByItself() {
        insert(A, 1, "id", "1");
        writer.take();
        insert(A, 2, "id", "2");
        RowBlockReader rows = new RowBlockReader(writer.take());
        assertTrue(rows.next());
        assertEquals(A, rows.relation().table());
        assertEquals(List.of("2"), values(rows, rows.after()));
    }

    @Test
    void aRowMayBeLargerThanTheBlockWasMadeFor() {
        String large = "x".repeat(1 << 20);
        insert(A, 1, "id", "1", "body", large, "more", large);
        RowBlockReader rows = new RowBlockReader(writer.take());
        assertTrue(rows.next());
        assertEquals(List.of("1", large, large), values(rows, rows.after()));
    }

    private static List<String> values(RowBlockReader rows, Tuple tuple) {
        List<String> values = new ArrayList<>();
        for (int column = 0; column < rows.relation().columns().size(); column++) {
            int from = tuple.start(column);
            values.add(new String(tuple.block(), from, tuple.end(column) - from, StandardCharsets.UTF_8));
        }
        return values;
    }

    private void insert(TableId table, long lsn, String... row) {
        message(table, lsn, Operation.INSERT, null, columns(List.of(row)));
    }

    private void update(TableId table, long lsn, List<String> before, List<String> after) {
        message(table, lsn, Operation.UPDATE, before == null ? null : columns(before), columns(after));
    }

    private void delete(TableId table, long lsn, String... row) {
        message(table, lsn, Operation.DELETE, columns(java.util.Arrays.asList(row)), null);
    }

    private void message(TableId table, long lsn, Operation operation, List<Column> before, List<Column> after) {
        int size = (before == null ? after : before).size();
        if (!Integer.valueOf(size).equals(sizes.put(table, size))) {
            relation(table, Collections.nCopies(size, TEXT));
        }
        writer.row(table, new PgOutputReplicationMessage(operation, "", Instant.EPOCH, 1L, before, after), lsn);
    }

    private void relation(TableId table, List<Integer> columns) {
        types.begin(table);
        columns.forEach(types::column);
    }

    private static List<Column> columns(List<String> namesAndValues) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            columns.add(new TextColumn(namesAndValues.get(i), namesAndValues.get(i + 1)));
        }
        return columns;
    }

    private static final class TextColumn extends AbstractReplicationMessageColumn {

        private final String value;

        TextColumn(String name, String value) {
            super(name, PostgresType.UNKNOWN, "text", true);
            this.value = value;
        }

        @Override
        public boolean isToastedColumn() {
            return value == LEFT_OUT;
        }

        @Override
        public Object getValue(PgConnectionSupplier connection, boolean includeUnknownDatatypes) {
            return value;
        }
    }
}
