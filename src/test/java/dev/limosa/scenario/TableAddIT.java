package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.demo.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that are taken in while replicas run. */
class TableAddIT {

    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicReference<Exception> writerFailed = new AtomicReference<>();
    private Rig rig;
    private TableId docs;
    private Path oldFile;
    private Thread writer = new Thread(() -> {});

    @BeforeEach
    void aMigrationThatIsToHaveMore() throws Exception {
        rig = Rig.start();
        rig.replaceSoon();
        docs = rig.table("docs", "id int PRIMARY KEY, body text");
        rig.source("INSERT INTO " + docs + " SELECT g, 'doc ' || g FROM generate_series(1, 1500) g");
        oldFile = Files.copy(rig.config(), rig.folder().resolve("old.yaml"));
    }

    @AfterEach
    void close() throws Exception {
        stopWriting();
        rig.close();
    }

    @Test
    void aTableIsAddedToReplicasThatRunWhileItIsWrittenTo() throws Exception {
        ServiceProcess first = rig.service();
        ServiceProcess second = rig.service();
        rig.awaitProven();
        // Before the other one by its name: places of tables in the topology move.
        TableId added = newTable("a_notes", "transforms: [{copy: {body: again}}]");
        startWriting(added);
        Cli add = Cli.run(rig, "table", "add", added.toString());
        assertEquals(0, add.exitCode(), add.out() + add.err());
        rig.awaitProven();
        Cli there = Cli.run(rig, "table", "add", added.toString());
        assertEquals(0, there.exitCode(), "once more does no harm: " + there.err());
        stopWriting();
        assertComplete(added);
        assertTrue(first.isAlive() && second.isAlive(), rig.log());
        Cli status = Cli.run(rig, "status", "-o", "json");
        assertTrue(status.out().contains(added.toString()), status.out());

        second.stop();
        first.stop();
        ServiceProcess old = rig.service(oldFile, Map.of());
        rig.source("INSERT INTO " + added + " VALUES (99999, 'late')");
        rig.awaitProven();
        assertComplete(added);
        assertTrue(old.logContains("is taken from limosa.added_table"), old.log());
        Path other = Files.writeString(
                rig.folder().resolve("other.yaml"),
                Files.readString(rig.config()).replace("again}}", "again}}, {lower: [again]}"));
        ServiceProcess refused = rig.service(other, Map.of());
        assertEquals(7, refused.waitForExit(Duration.ofSeconds(90)).orElse(-1), refused.log());
        assertTrue(refused.log().contains("began with other tables"), refused.log());
    }

    /** Their checks before the start saw the new table in the publication, or the target, and not in their own list. */
    @Test
    void replicasThatStartWhileATableIsAddedDoNotEnd() throws Exception {
        rig.service();
        rig.awaitProven();
        Path before = Files.copy(rig.config(), rig.folder().resolve("before.yaml"));
        TableId added = newTable("meanwhile", "");
        ExecutorService starting = Executors.newSingleThreadExecutor();
        try {
            Future<List<ServiceProcess>> started = starting.submit(() -> {
                List<ServiceProcess> replicas = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    replicas.add(rig.service(before, Map.of()));
                    // So that one or another of them looks while the tables are taken in, on any machine.
                    Thread.sleep(900);
                }
                return replicas;
            });
            Thread.sleep(1_500);
            Cli add = Cli.run(rig, "table", "add", added.toString());
            assertEquals(0, add.exitCode(), add.out() + add.err());
            List<ServiceProcess> replicas = started.get();
            rig.awaitProven();
            for (ServiceProcess replica : replicas) {
                assertTrue(replica.isAlive(), replica::log);
            }
        } finally {
            starting.shutdownNow();
        }
        rig.assertIdentical();
    }

    @Test
    void whatCanNotBeAddedStopsNobody() throws Exception {
        ServiceProcess service = rig.service(Map.of(), "--roles", "capture,transform,sink");
        rig.awaitProven();
        TableId busy = newTable("busy", "");
        try (Connection other = rig.sourceConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO " + busy + " VALUES (-1, '')");
            Cli add = Cli.run(rig, "table", "add", busy.toString(), "--lock-timeout", "1");
            assertEquals(7, add.exitCode(), add.out() + add.err());
            assertTrue(add.err().contains("has been writing"), add.err());
            other.rollback();
        }
        rig.awaitProven();
        rig.target("CREATE TABLE " + rig.schema() + ".busy AS SELECT 1 AS id");
        Cli full = Cli.run(rig, "table", "add", busy.toString());
        assertEquals(7, full.exitCode(), full.out() + full.err());
        assertTrue(full.err().contains("expected it to be empty"), full.err());
        rig.awaitProven();
        assertEquals(0, rig.sourceLong("SELECT count(*) FROM pg_publication_tables WHERE tablename = 'busy'"));
        rig.target("DROP TABLE " + rig.schema() + ".busy");
        assertEquals(0, Cli.run(rig, "table", "add", busy.toString()).exitCode(), rig.log());
        rig.awaitProven();
        rig.assertIdentical();
        assertTrue(service.isAlive(), rig.log());
    }

    @Test
    void anAdditionThatIsCutShortIsBroughtToItsEnd() throws Exception {
        ServiceProcess crashing = rig.service(Map.of("LIMOSA_CRASH", "control-before-commit"));
        rig.awaitProven();
        TableId added = newTable("more", "");
        startWriting(added);
        assertEquals(
                0, Cli.run(rig, "table", "add", added.toString(), "--no-wait").exitCode());
        assertEquals(137, crashing.waitForExit(Duration.ofSeconds(90)).orElse(-1), crashing.log());
        rig.service(oldFile, Map.of());
        rig.await(
                "command done",
                () -> rig.targetLong("SELECT count(*) FROM limosa.command WHERE migration = '" + rig.migration()
                                + "' AND outcome = 'done'")
                        == 1);
        rig.awaitProven();
        stopWriting();
        rig.awaitProven();
        rig.assertIdentical();
    }

    @Test
    void aReplicaThatSleptThroughItGoesOnWithTheNewTables() throws Exception {
        ServiceProcess sleeper = rig.service();
        rig.awaitProven();
        TableId added = newTable("a_second", "");
        startWriting(added);
        sleeper.signal("STOP");
        ServiceProcess second = rig.service(oldFile, Map.of());
        rig.await("second controls", () -> second.logContains("carrying out commands"));
        Cli add = Cli.run(rig, "table", "add", added.toString(), "--timeout", "60s");
        assertEquals(0, add.exitCode(), add.out() + add.err());
        sleeper.signal("CONT");
        rig.awaitProven();
        second.stop();
        stopWriting();
        rig.awaitProven();
        rig.assertIdentical();
        assertTrue(sleeper.isAlive(), sleeper.log());
    }

    private TableId newTable(String name, String settings) throws Exception {
        TableId table = rig.table(name, "id int PRIMARY KEY, body text", settings);
        rig.source("INSERT INTO " + table + " SELECT g, 'note ' || g FROM generate_series(1, 1200) g");
        return table;
    }

    private void assertComplete(TableId added) throws Exception {
        rig.awaitProven();
        for (TableId table : new TableId[] {docs, added}) {
            String rows = "SELECT md5(string_agg(id || body, ',' ORDER BY id)) FROM " + table;
            assertEquals(rig.sourceText(rows), rig.targetText(rows), "rows of " + table);
        }
        assertEquals(0, rig.targetLong("SELECT count(*) FROM " + added + " WHERE again IS DISTINCT FROM body"));
    }

    /** Each transaction touches both tables, so that none may be half in the new one. */
    private void startWriting(TableId added) {
        writing.set(true);
        writer = new Thread(() -> {
            try (Connection source = rig.sourceConnection();
                    Statement statement = source.createStatement()) {
                source.setAutoCommit(false);
                for (int i = 0; writing.get(); i++) {
                    int id = 5000 + i % 400;
                    for (TableId table : new TableId[] {docs, added}) {
                        statement.execute("INSERT INTO " + table + " VALUES (" + id + ", 'w" + i
                                + "') ON CONFLICT (id) DO UPDATE SET body = excluded.body");
                        statement.execute("DELETE FROM " + table + " WHERE id = " + (5000 + (i * 7) % 400));
                    }
                    source.commit();
                    Thread.sleep(2);
                }
            } catch (Exception e) {
                writerFailed.set(e);
            }
        });
        writer.start();
    }

    private void stopWriting() throws Exception {
        writing.set(false);
        writer.join();
        if (writerFailed.get() != null) {
            throw writerFailed.get();
        }
    }
}
