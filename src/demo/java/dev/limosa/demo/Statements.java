package dev.limosa.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Short forms of JDBC calls, for a demo's statements. */
final class Statements {

    private Statements() {}

    /** Parameters are sent as text whose type PostgreSQL finds, so one helper serves every type. */
    static Connection connect(PostgresServer server) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.USER);
        properties.setProperty("password", PostgresServer.PASSWORD);
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("options", "-c TimeZone=UTC -c client_min_messages=warning");
        return DriverManager.getConnection(server.jdbcUrl(), properties);
    }

    /** Returns how many rows the statement changed. */
    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** The first column of the first row, as text; null if there is none. */
    static @Nullable String one(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        List<String[]> rows = rows(connection, sql, parameters);
        return rows.isEmpty() ? null : rows.get(0)[0];
    }

    static long number(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        String text = one(connection, sql, parameters);
        return text == null ? 0 : Long.parseLong(text);
    }

    static List<String[]> rows(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            ResultSet result = statement.executeQuery();
            List<String[]> rows = new ArrayList<>();
            while (result.next()) {
                String[] row = new String[result.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** A script of any number of statements. */
    static void script(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            statement.setString(i + 1, parameter == null ? null : parameter.toString());
        }
    }
}
