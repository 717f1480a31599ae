package dev.limosa.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short ways to ask a database, and to tell it something. Not for rows that are migrated: answers are kept whole. */
public final class Query {

    /** Makes something of one row. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Query() {}

    /** @param parameters lists are bound as {@code text[]} */
    public static <T> List<T> list(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, parameters);
            return read(query.executeQuery(), reader);
        }
    }

    private static <T> List<T> read(ResultSet rows, Reader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
            found.add(reader.read(rows));
        }
        return found;
    }

    /** @param sql whose parameters, however many, all are the table's oid */
    static <T> List<T> ofTable(Connection connection, String sql, Reader<T> reader, long table) throws SQLException {
        int parameters = (int) sql.chars().filter(c -> c == '?').count();
        return list(
                connection, sql, reader, Collections.nCopies(parameters, table).toArray());
    }

    /** What is made of the first row, never null, if there is one. */
    public static <T> Optional<T> first(
            Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        return list(connection, sql, reader, parameters).stream().findFirst();
    }

    /** For queries that always have a row. */
    public static <T> T one(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        return list(connection, sql, reader, parameters).get(0);
    }

    public static String text(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getString(1), parameters);
    }

    public static long number(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getLong(1), parameters);
    }

    /** Whether the one column of the first row says so. */
    public static boolean is(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return first(connection, sql, row -> row.getBoolean(1), parameters).orElse(false);
    }

    /** Whether there is a table of that name, such as {@code limosa.open_row}. */
    public static boolean hasTable(Connection connection, String name) throws SQLException {
        return is(connection, "SELECT to_regclass(?) IS NOT NULL", name);
    }

    /** How many rows it changed. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            bind(update, parameters);
            return update.executeUpdate();
        }
    }

    /** Any statements, whose answers are of no interest. */
    public static void run(Connection connection, String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** An array column; empty if it is null. */
    public static List<String> strings(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            statement.setObject(
                    i + 1,
                    parameter instanceof List<?> list
                            ? statement.getConnection().createArrayOf("text", list.toArray())
                            : parameter);
        }
    }
}
