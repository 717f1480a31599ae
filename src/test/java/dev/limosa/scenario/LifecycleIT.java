package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.config.ConfigFile;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.topics.KafkaClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration's topics as code, more tables while it is under way, and nothing left of it in the end. */
class LifecycleIT {

    @TempDir
    private Path folder;

    @Test
    void topicsAreComparedAndBroughtRight() throws Exception {
        try (Rig rig = Rig.start()) {
            TableId docs = rig.table("docs", "id int PRIMARY KEY, body text");
            String history = rig.migration() + "." + docs.schema().replace("_", "-5f") + ".docs";
            Cli missing = Cli.run(rig, "topics", "diff");
            assertEquals(3, missing.exitCode(), missing.err());
            assertTrue(missing.out().contains("create  " + history), missing.out());
            assertEquals(0, Cli.run(rig, "topics", "apply").exitCode());
            assertEquals(0, Cli.run(rig, "topics", "diff").exitCode(), "after apply");
            set(rig, rig.migration() + ".dlq", "retention.ms", "1000");
            Cli altered = Cli.run(rig, "topics", "diff", "-o", "json");
            assertEquals(3, altered.exitCode());
            assertEquals(
                    "1000",
                    altered.json().path("differences").path(0).path("found").asText());
            assertEquals(0, Cli.run(rig, "topics", "apply").exitCode());
            assertEquals(0, Cli.run(rig, "topics", "diff").exitCode(), "after the second apply");
            refusesToAddPartitions(rig, history);
            refusesToKeepRecordsForAShorterTime(rig);
            exports(rig);
            assertTrue(Cli.run(rig, "topics", "list").out().contains(history));
        }
    }

    private void refusesToAddPartitions(Rig rig, String history) throws Exception {
        Path more = Files.writeString(
                folder.resolve("more.yaml"), Files.readString(rig.config()).replace("partitions: 4", "partitions: 8"));
        Cli refused = Cli.run(more, "topics", "apply");
        assertEquals(7, refused.exitCode(), refused.out());
        assertTrue(refused.err().contains("cannot set partitions of topic '" + history + "' to 8"), refused.err());
        assertEquals(0, Cli.run(rig, "topics", "diff").exitCode(), "something was changed");
    }

    private void refusesToKeepRecordsForAShorterTime(Rig rig) throws Exception {
        Path manifests = Files.createDirectories(folder.resolve("topics"));
        try (Stream<Path> files = Files.list(Path.of("topics"))) {
            for (Path file : files.toList()) {
                String yaml =
                        Files.readString(file).replace("  config:\n", "  config:\n    retention.bytes: \"4096\"\n");
                Files.writeString(manifests.resolve(file.getFileName()), yaml);
            }
        }
        Cli refused = Cli.run(rig, "topics", "--dir", manifests.toString(), "apply");
        assertEquals(7, refused.exitCode(), refused.out());
        assertTrue(refused.err().contains("records would be deleted"), refused.err());
    }

    private void exports(Rig rig) throws Exception {
        Path exported = folder.resolve("exported");
        assertEquals(
                0, Cli.run(rig, "topics", "export", "--to", exported.toString()).exitCode());
        String position = Files.readString(exported.resolve(rig.migration() + ".position.yaml"));
        assertTrue(position.contains("kind: KafkaTopic") && position.contains("cleanup.policy: compact"), position);
        try (Stream<Path> files = Files.list(exported)) {
            assertEquals(
                    Cli.run(rig, "topics", "list", "-o", "json")
                            .json()
                            .path("topics")
                            .size(),
                    files.count());
        }
    }

    private static void set(Rig rig, String topic, String key, String value) throws Exception {
        try (Admin admin = admin(rig)) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static Admin admin(Rig rig) throws Exception {
        return new KafkaClients(ConfigFile.read(rig.config(), List.of(), rig.environment())
                        .kafka())
                .admin();
    }

    @Test
    void aTableIsAddedBetweenTwoRunsAndThenNothingIsLeftOfTheMigration() throws Exception {
        try (Rig rig = Rig.start()) {
            TableId docs = rig.table("docs", "id int PRIMARY KEY, body text");
            rig.source("INSERT INTO " + docs + " SELECT g, 'd' || g FROM generate_series(1, 500) g");
            ServiceProcess service = rig.service();
            rig.awaitProven();
            assertEquals(7, Cli.run(rig, "clean", "--yes").exitCode(), "clean while a replica runs");
            TableId added = rig.table("added", "id int PRIMARY KEY, docs_id int, body text");
            rig.source("INSERT INTO " + added + " SELECT g, g, 'a' || g FROM generate_series(1, 700) g");
            assertEquals(0, service.stop());
            add(rig, added);
            rig.service();
            rig.source("UPDATE " + added + " SET body = body || '!' WHERE id % 2 = 0");
            rig.source("UPDATE " + docs + " SET body = body || '!' WHERE id % 2 = 0");
            rig.awaitProven();
            rig.assertIdentical();
            assertEquals(0, Cli.run(rig, "verify", "run").exitCode());
            rig.stopServices();
            clean(rig, docs);
        }
    }

    /** A transaction that has written the table and is still open must not end up half captured. */
    private static void add(Rig rig, TableId added) throws Exception {
        try (Connection writer = rig.sourceConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE " + added + " SET body = 'in flight' WHERE id = 1");
            Cli busy = Cli.run(rig, "table", "add", added.toString(), "--lock-timeout", "1");
            assertEquals(7, busy.exitCode(), busy.out() + busy.err());
            assertTrue(busy.err().contains("has been writing to one of them"), busy.err());
            writer.commit();
        }
        Cli add = Cli.run(rig, "table", "add", added.toString());
        assertEquals(0, add.exitCode(), add.err());
        assertEquals(0, Cli.run(rig, "table", "add", added.toString()).exitCode(), "done again");
    }

    private static void clean(Rig rig, TableId docs) throws Exception {
        rig.source("INSERT INTO limosa.watermark VALUES ('another', 'barrier', 1, 'x', now())");
        Cli dry = Cli.run(rig, "clean");
        assertEquals(0, dry.exitCode(), dry.err());
        assertTrue(dry.out().contains("would drop  source  replication slot limosa_" + rig.schema()), dry.out());
        assertEquals(1, slots(rig), "a dry run dropped something");
        Cli clean = Cli.run(rig, "clean", "--yes");
        assertEquals(0, clean.exitCode(), clean.err());
        assertEquals(0, slots(rig));
        String ours = " WHERE migration = '" + rig.migration() + "'";
        assertEquals(
                0, rig.sourceLong("SELECT count(*) FROM pg_publication WHERE pubname = 'limosa_" + rig.schema() + "'"));
        assertEquals(0, rig.sourceLong("SELECT count(*) FROM limosa.watermark" + ours));
        assertEquals(1, rig.sourceLong("SELECT count(*) FROM limosa.watermark WHERE migration = 'another'"));
        assertEquals(500, rig.targetLong("SELECT count(*) FROM " + docs), "a migrated table is gone");
        try (Admin admin = admin(rig)) {
            Set<String> topics = admin.listTopics().names().get();
            assertFalse(topics.stream().anyMatch(t -> t.startsWith(rig.migration() + ".")), topics.toString());
        }
        assertTrue(Cli.run(rig, "clean").out().contains("nothing is left")
                || rig.targetLong("SELECT count(*) FROM pg_namespace WHERE nspname = 'limosa'") == 0);
        rig.source("DELETE FROM limosa.watermark WHERE migration = 'another'");
    }

    private static long slots(Rig rig) throws Exception {
        return rig.sourceLong(
                "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'limosa_" + rig.schema() + "'");
    }
}
