package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes as fast as one session makes them, one round trip a transaction. */
final class ChangePhase {

    private ChangePhase() {}

    /** Returns when the last one is committed. */
    static void run(PostgresServer source, Path transactions) throws SQLException, IOException {
        try (Connection connection = simpleProtocol(source);
                Statement statement = connection.createStatement();
                BufferedReader lines = Files.newBufferedReader(transactions)) {
            for (String sql = lines.readLine(); sql != null; sql = lines.readLine()) {
                statement.execute(sql);
            }
        }
    }

    /** Whose driver sends several statements as one message, as psql does. */
    static Connection simpleProtocol(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl() + "?preferQueryMode=simple", PostgresServer.USER, PostgresServer.PASSWORD);
    }
}
