package dev.limosa.check;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Short ways to ask a catalogue. */
final class Query {

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Query() {}

    /** @param parameters lists are bound as {@code text[]} */
    static <T> List<T> list(Connection connection, String sql, Reader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, bound(connection, parameters[i]));
            }
            try (ResultSet rows = query.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    static <T> T one(Connection connection, String sql, Reader<T> reader, Object... parameters) throws SQLException {
        return list(connection, sql, reader, parameters).get(0);
    }

    static String text(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getString(1), parameters);
    }

    static boolean is(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getBoolean(1), parameters);
    }

    /** An array column; empty if it is null. */
    static List<String> strings(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static Object bound(Connection connection, Object parameter) throws SQLException {
        return parameter instanceof List<?> list ? connection.createArrayOf("text", list.toArray()) : parameter;
    }
}
