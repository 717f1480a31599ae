package dev.limosa.check;

import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.demo.Folders;
import dev.limosa.demo.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker, a server for sources and targets, and one whose WAL is not logical; databases are made for each case. */
final class CheckRig implements AutoCloseable {

    final EmbeddedKafka kafka = EmbeddedKafka.start();
    /** Not durable: making databases is most of the work here. */
    final PostgresServer postgres = PostgresServer.start(Map.of("fsync", "off"));

    private final List<Path> folders = new ArrayList<>();
    private PostgresServer replica;
    private String emptyTarget;
    private int count;

    /** Two new databases. */
    record Pair(String source, String target) {}

    Pair databases(List<String> source, List<String> target) throws SQLException {
        count++;
        return new Pair(database("source" + count, source), database("target" + count, target));
    }

    /** A new source, and a target that stays empty whoever asks. */
    Pair source(List<String> statements) throws SQLException {
        if (emptyTarget == null) {
            emptyTarget = database("empty", List.of());
        }
        return new Pair(database("source" + ++count, statements), emptyTarget);
    }

    /** The server's version, 14 or later. */
    long major() throws SQLException {
        return number(postgres.jdbcUrl(), "SELECT current_setting('server_version_num')::int / 10000");
    }

    private String database(String name, List<String> statements) throws SQLException {
        execute(postgres.jdbcUrl(), "CREATE DATABASE " + name + " TEMPLATE template0");
        String url = url(postgres, name);
        // As it is from PostgreSQL 15 on.
        execute(url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        for (String sql : statements) {
            execute(url, sql);
        }
        return url;
    }

    static String url(PostgresServer server, String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }

    /** Started when it is first needed. */
    PostgresServer serverWithoutLogicalWal() {
        if (replica == null) {
            replica = PostgresServer.start(Map.of("wal_level", "replica"));
        }
        return replica;
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** A new role that the server, which trusts all others, lets in by its password alone. */
    void requirePassword(String role, String url) throws SQLException, IOException {
        execute(url, "CREATE ROLE " + role + " SUPERUSER LOGIN PASSWORD 'another'");
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW hba_file")) {
            row.next();
            Path rules = Path.of(row.getString(1));
            Files.writeString(rules, "host all " + role + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    static String yaml(String source, String target, String user, String kafka, String tables) {
        return """
                migration: check
                source: {url: "%s", user: %s, password: "${file:SECRETS:password}"}
                target: {url: "%s", user: %s, password: "${file:SECRETS:password}"}
                kafka: {bootstrap-servers: "%s"}
                partitions: 2
                admin: {port: -1}
                tables: %s
                """
                .formatted(source, user, target, user, kafka, tables);
    }

    MigrationConfig config(Pair databases, String user, String tables) throws IOException {
        return ConfigFile.read(file(yaml(databases.source, databases.target, user, kafka.bootstrapServers(), tables)));
    }

    Path file(String yaml) throws IOException {
        Path folder = Folders.temporary("check");
        folders.add(folder);
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "password=canary-in-config\n");
        return Files.writeString(folder.resolve("migration.yaml"), yaml.replace("SECRETS", secrets.toString()));
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
        if (replica != null) {
            replica.close();
        }
        folders.forEach(Folders::delete);
    }
}
