package dev.limosa.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Queries of the catalogue about one table. */
record Queries(Connection connection) {

    /** {@code (a, b)} */
    static final Collector<CharSequence, ?, String> LIST = Collectors.joining(", ", "(", ")");

    /** @param sql whose parameters, however many, all are the table's oid */
    void forEach(String sql, long table, Reader reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            long parameters = sql.chars().filter(c -> c == '?').count();
            for (int i = 1; i <= parameters; i++) {
                query.setLong(i, table);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** A text array; empty if it is null. */
    static List<String> strings(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    interface Reader {
        void read(ResultSet row) throws SQLException;
    }
}
