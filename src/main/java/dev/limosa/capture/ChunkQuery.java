package dev.limosa.capture;

import dev.limosa.change.Column;
import dev.limosa.change.Kind;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.CapturePosition.TableSnapshot;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.CopyTextRow;
import dev.limosa.topics.JsonRow;
import dev.limosa.topics.JsonWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads rows by {@code COPY … TO STDOUT} and makes them envelopes. For one thread. */
final class ChunkQuery {

    private final int maxRows;
    private final int maxBytes;
    /** As PostgreSQL writes them. */
    private final Map<TableId, Long> bytesPerRow = new HashMap<>();

    private final JsonWriter out = new JsonWriter();
    private final JsonRow keyRow = new JsonRow();

    ChunkQuery(int maxRows, int maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /** The next rows behind the last key. A chunk that is not full is the table's last. */
    Chunk next(SourceConnection connection, HistoryTable table, TableSnapshot progress, int atMost)
            throws SQLException {
        int limit = Math.min(atMost, fitting(table));
        TableSchema schema = table.schema();
        String key = Sql.quoteAll(schema.key());
        List<String> lastKey = progress.lastKey();
        String where = lastKey == null ? "" : " WHERE (" + key + ") > " + row(schema, lastKey);
        Rows rows = read(connection, table, where + " ORDER BY " + key + " LIMIT " + limit);
        TableSnapshot next = new TableSnapshot(
                rows.list.isEmpty()
                        ? lastKey
                        : keyText(rows.list.get(rows.list.size() - 1).key()),
                !rows.cut && rows.list.size() < limit,
                progress.rows() + rows.list.size(),
                progress.run());
        return new Chunk(table, rows.list, next, List.of(), rows.visible);
    }

    /** By the rows before, with some room: a chunk that has to be cut costs a connection. */
    private int fitting(HistoryTable table) {
        long each = Math.max(1, bytesPerRow.getOrDefault(table.table(), 1L));
        return (int) Math.max(2, Math.min(maxRows, maxBytes * 3L / 4 / each));
    }

    /** The rows of these keys; those that do not exist as deletes. */
    Chunk reread(
            SourceConnection connection,
            HistoryTable table,
            TableSnapshot progress,
            List<byte[]> keys,
            RereadQueue rereads)
            throws SQLException {
        TableSchema schema = table.schema();
        List<byte[]> asked = new ArrayList<>(keys);
        while (true) {
            String values = asked.stream().map(k -> row(schema, keyText(k))).collect(Collectors.joining(", "));
            Rows rows = read(connection, table, " WHERE (" + Sql.quoteAll(schema.key()) + ") IN (" + values + ")");
            if (!rows.cut) {
                List<Chunk.Row> all = gone(table, asked, rows.list);
                all.addAll(rows.list);
                return new Chunk(table, all, progress, asked, rows.visible);
            }
            int half = Math.max(1, asked.size() / 2);
            asked.subList(half, asked.size()).forEach(key -> rereads.giveBack(new RowKey(table.table(), key)));
            asked = asked.subList(0, half);
        }
    }

    /** They come first: a key that is gone may be equal to one that was found and is only written in another way. */
    private List<Chunk.Row> gone(HistoryTable table, List<byte[]> asked, List<Chunk.Row> rows) {
        List<Chunk.Row> gone = new ArrayList<>();
        Set<RowKey> found = new HashSet<>();
        rows.forEach(row -> found.add(new RowKey(table.table(), row.key())));
        byte[] source = sourceBlock(table.schema());
        for (byte[] key : asked) {
            if (!found.contains(new RowKey(table.table(), key))) {
                ChangeEvent.begin(out).raw(key);
                ChangeEvent.after(out).nullValue();
                ChangeEvent.source(out).raw(source);
                gone.add(new Chunk.Row(key, ChangeEvent.end(out, Kind.DELETE.code()), true));
            }
        }
        return gone;
    }

    private record Rows(List<Chunk.Row> list, boolean cut, Visibility visible) {}

    private Rows read(SourceConnection source, HistoryTable table, String clauses) throws SQLException {
        // One snapshot for what is visible and for the rows.
        Query.run(source.get(), "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        Visibility visible = Visibility.now(source.get());
        Rows rows = copy(source, table, clauses, visible);
        if (!rows.cut) {
            Query.run(source.get(), "COMMIT");
        }
        return rows;
    }

    private Rows copy(SourceConnection source, HistoryTable table, String clauses, Visibility visible)
            throws SQLException {
        TableSchema schema = table.schema();
        String columns =
                Sql.quoteAll(schema.columns().stream().map(Column::name).toList());
        // Children of an inheritance parent are tables of their own; partitions are not.
        String only = table.description().partitioned() ? "" : "ONLY ";
        String sql = "COPY (SELECT " + columns + " FROM " + only + Sql.quote(schema.table()) + clauses + ") TO STDOUT";
        CopyTextRow converter = converter(table.description());
        byte[] sourceBlock = sourceBlock(schema);
        List<Chunk.Row> rows = new ArrayList<>();
        CopyOut copy = source.get().unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        long bytes = 0;
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            rows.add(row(converter, line, sourceBlock));
            bytes += line.length;
            // At least two rows, so that a table of very large rows still comes to its end.
            if (bytes > maxBytes && rows.size() > 1 && rows.size() < maxRows) {
                source.abort();
                bytesPerRow.put(schema.table(), bytes / rows.size());
                return new Rows(rows, true, visible);
            }
        }
        bytesPerRow.put(schema.table(), bytes / Math.max(1, rows.size()));
        return new Rows(rows, false, visible);
    }

    static CopyTextRow converter(TableDescription table) {
        List<Column> columns = table.schema().columns().stream()
                .map(c -> new Column(c.name(), table.baseType(c.name()), c.nullable()))
                .toList();
        return new CopyTextRow(columns, table.schema().key());
    }

    Chunk.Row row(CopyTextRow converter, byte[] line, byte[] source) {
        int end = line.length - 1;
        out.clear();
        converter.key(line, 0, end, out);
        byte[] key = out.toByteArray();
        if (HistoryWriter.isTooLarge(line.length)) {
            return new Chunk.Row(key, null, false, line.length);
        }
        ChangeEvent.begin(out).nullValue();
        converter.row(line, 0, end, ChangeEvent.after(out));
        ChangeEvent.source(out).raw(source);
        return new Chunk.Row(key, ChangeEvent.end(out, Kind.READ.code()), false);
    }

    private static byte[] sourceBlock(TableSchema schema) {
        return new JsonWriter()
                .ascii("{\"snapshot\":true,\"schema\":")
                .string(schema.table().schema())
                .ascii(",\"table\":")
                .string(schema.table().name())
                .raw('}')
                .toByteArray();
    }

    /** A row constructor with each value cast to its column's type, so that an index on the key can serve. */
    private static String row(TableSchema schema, List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> Sql.literal(values.get(i)) + "::"
                        + schema.column(schema.key().get(i)).type())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private List<String> keyText(byte[] key) {
        keyRow.read(key, 0);
        return IntStream.range(0, keyRow.size())
                .mapToObj(i -> String.valueOf(keyRow.text(i)))
                .toList();
    }
}
