package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.limosa.check.Finding;
import dev.limosa.check.Level;
import dev.limosa.check.Preflight;
import dev.limosa.check.Report;
import dev.limosa.config.ConfigFile;
import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.demo.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sample database everybody knows, with all its 21 tables listed, as a first user would. */
class SakilaCheckIT {

    @Test
    void namesTheChildrenWithoutAKeyAndTheLinesThatBroughtThemIn() throws Exception {
        String data = System.getProperty("limosa.data", "");
        Path schema = Path.of(data, "sakila", "postgres-sakila-schema.sql");
        assumeTrue(
                !data.isEmpty() && Files.exists(schema),
                "run with -Dlimosa.data=FOLDER, where sakila/postgres-sakila-schema.sql is");
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                PostgresServer source = PostgresServer.start();
                PostgresServer target = PostgresServer.start()) {
            List<String> tables = new ArrayList<>();
            try (Connection connection = source.connect()) {
                SqlFile.run(connection, schema);
                SqlFile.run(connection, schema.resolveSibling("postgres-sakila-insert-data-using-copy.sql"));
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'public'"
                                        + " ORDER BY 1")) {
                    while (row.next()) {
                        tables.add(row.getString(1));
                    }
                }
            }
            assertEquals(21, tables.size());
            Report report = Preflight.of(ConfigFile.read(config(kafka, source, target, tables)));
            List<String> failed = report.at(Level.FAIL).stream()
                    .map(f -> f.id().code() + " " + f.object())
                    .toList();
            assertEquals(
                    List.of(
                            "TB-203 public.payment_p2007_01",
                            "TB-203 public.payment_p2007_02",
                            "TB-203 public.payment_p2007_03",
                            "TB-203 public.payment_p2007_04",
                            "TB-203 public.payment_p2007_05",
                            "TB-203 public.payment_p2007_06"),
                    failed);
            for (Finding finding : report.at(Level.FAIL)) {
                assertTrue(
                        finding.sentence().contains("delete the line '- table: " + finding.object() + "'"),
                        finding.sentence());
            }

            tables.removeIf(table -> table.contains("payment_p"));
            Report kept = Preflight.of(ConfigFile.read(config(kafka, source, target, tables)));
            assertEquals(List.of(), kept.at(Level.FAIL));
            assertTrue(
                    kept.at(Level.WARN).stream()
                            .anyMatch(f -> f.id().code().equals("TB-209")
                                    && f.object().equals("public.payment")
                                    && f.reason().contains("6 child tables")),
                    kept.findings().toString());
        }
    }

    private static Path config(EmbeddedKafka kafka, PostgresServer source, PostgresServer target, List<String> tables)
            throws Exception {
        StringBuilder yaml = new StringBuilder("migration: sakila\n");
        yaml.append("source: {url: \"").append(source.jdbcUrl()).append("\", user: postgres}\n");
        yaml.append("target: {url: \"").append(target.jdbcUrl()).append("\", user: postgres}\n");
        yaml.append("kafka: {bootstrap-servers: \"")
                .append(kafka.bootstrapServers())
                .append("\"}\ntables:\n");
        tables.forEach(table -> yaml.append("  - table: ").append(table).append('\n'));
        Path file = Files.createTempFile("limosa-sakila", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(file, yaml);
    }
}
