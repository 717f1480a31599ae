package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {

    @Test
    void kafkaKeepsItsTopicsAndItsPortOverARestart(@TempDir Path temporary) throws Exception {
        Path folder = temporary.resolve("kafka");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            String address = kafka.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
                admin.createTopics(List.of(new NewTopic("t", Optional.of(2), Optional.empty())))
                        .all()
                        .get();
            }
            kafka.restart();
            assertEquals(address, kafka.bootstrapServers());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
                assertEquals(Set.of("t"), admin.listTopics().names().get());
            }
        }
        assertFalse(Files.exists(folder), "the folder is deleted");
    }

    @Test
    void postgresIsDurableAndLogicalAndKeepsItsRowsOverARestart(@TempDir Path temporary) throws Exception {
        Path folder = temporary.resolve("postgres");
        try (PostgresServer server = PostgresServer.start(folder)) {
            String url = server.jdbcUrl();
            assertEquals(
                    "logical on on",
                    query(
                            server,
                            """
                    SELECT concat_ws(' ', current_setting('wal_level'), current_setting('fsync'),
                                     current_setting('synchronous_commit'))"""));
            query(server, "CREATE TABLE t AS SELECT 42 AS a; SELECT a FROM t");
            server.restart();
            assertEquals(url, server.jdbcUrl());
            assertEquals("42", query(server, "SELECT a FROM t"));
        }
        assertFalse(Files.exists(folder), "the folder is deleted");
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            ResultSet result = statement.getResultSet();
            result.next();
            return result.getString(1);
        }
    }
}
