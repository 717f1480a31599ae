package dev.limosa.sink;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.jdbc.Databases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** One PostgreSQL for all tests of a JVM, with a fresh database for each that asks. */
final class PostgresFixture {

    private static final EmbeddedPostgres SERVER = start();
    private static int databases;

    private PostgresFixture() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "40")
                    .setPGStartupWait(Duration.ofMinutes(3))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database that has what Limosa keeps in a target, and nothing else. */
    static synchronized DatabaseConfig freshDatabase() throws SQLException {
        String name = "target" + ++databases;
        try (Connection admin = Databases.connect(database("postgres"), "test")) {
            execute(admin, "CREATE DATABASE " + name);
        }
        try (Connection target = Databases.connect(database(name), "test")) {
            Databases.prepareTarget(target);
        }
        return database(name);
    }

    private static DatabaseConfig database(String name) {
        return new DatabaseConfig("jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name, "postgres", "");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Every row as its values with a bar between them, {@code null} as ∅. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    String value = rows.getString(i);
                    row.add(value == null ? "∅" : value);
                }
                found.add(row.toString());
            }
            return found;
        }
    }
}
