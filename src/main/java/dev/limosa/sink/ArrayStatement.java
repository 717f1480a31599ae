package dev.limosa.sink;

import dev.limosa.topics.JsonRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * A statement that takes many rows in one round trip, as one array of texts for each column. Prepared once per
 * connection.
 */
final class ArrayStatement {

    private static final int CHUNK_ROWS = 2_000;
    /** Of JSON; a parameter must stay far below PostgreSQL's 1 GB, and a chunk below what the heap bears. */
    private static final int CHUNK_BYTES = 4 << 20;

    private final JsonRow json = new JsonRow();
    private final Connection connection;
    private final PreparedStatement statement;
    private final int columns;

    ArrayStatement(Connection connection, String sql, int columns) throws SQLException {
        this.connection = connection;
        this.columns = columns;
        this.statement = connection.prepareStatement(sql);
        // The driver would parse it anew four times before it keeps it on the server.
        statement.unwrap(PGStatement.class).setPrepareThreshold(1);
    }

    /** @param fields gives the JSON object whose fields are the statement's columns */
    void execute(List<Row> rows, Fields fields) throws SQLException {
        int from = 0;
        while (from < rows.size()) {
            int to = chunkEnd(rows, from);
            executeChunk(rows.subList(from, to), fields);
            from = to;
        }
    }

    private static int chunkEnd(List<Row> rows, int from) {
        int end = Math.min(rows.size(), from + CHUNK_ROWS);
        long bytes = 0;
        for (int to = from; to < end; to++) {
            bytes += rows.get(to).size();
            if (bytes > CHUNK_BYTES) {
                return to + 1;
            }
        }
        return end;
    }

    private void executeChunk(List<Row> rows, Fields fields) throws SQLException {
        @Nullable String[][] values = new @Nullable String[columns][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            read(rows.get(i), fields, values, i);
        }
        for (int column = 0; column < columns; column++) {
            Array array = connection.createArrayOf("text", values[column]);
            statement.setArray(column + 1, array);
        }
        statement.executeUpdate();
    }

    private void read(Row row, Fields fields, @Nullable String[][] values, int at) {
        json.read(fields.of(row), 0);
        if (json.size() != columns) {
            throw TableWriter.misfit(row, columns, json.size());
        }
        for (int column = 0; column < columns; column++) {
            values[column][at] = json.text(column);
        }
    }

    interface Fields {
        byte[] of(Row row);
    }
}
