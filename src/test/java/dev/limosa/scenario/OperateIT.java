package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.limosa.change.TableId;
import dev.limosa.config.ConfigFile;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.topics.DeadLetterHeaders;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands of an operator, against a migration that runs. */
class OperateIT {

    private static Rig rig;
    private static TableId docs;
    private static TableId guarded;
    private static TableId again;
    private static TableId unique;
    private static TableId owned;
    private static ServiceProcess service;

    @BeforeAll
    static void startMigration() throws Exception {
        rig = Rig.start();
        rig.replaceSoon();
        docs = rig.table(
                "docs",
                "lang char(3), id int, body text, n int, secret text, PRIMARY KEY (lang, id)",
                "transforms: [{lower: [body]}, {rename: {id: nr}}, {drop: [secret]}]\n"
                        + "where: {column: n, not-in: [\"6\"]}");
        guarded = rig.table("guarded", "id int PRIMARY KEY, body text");
        again = rig.table("again", "id int PRIMARY KEY, body text");
        unique = rig.table("unique_names", "id int PRIMARY KEY, name text UNIQUE");
        owned = rig.table("owned_names", "id int PRIMARY KEY, name text REFERENCES " + unique + " (name)");
        rig.source("INSERT INTO " + docs + " SELECT 'a', g, 'Text ' || g, g % 7, 'confidential'"
                + " FROM generate_series(1, 2000) g");
        rig.source("INSERT INTO " + again + " SELECT g, 'row ' || g FROM generate_series(1, 3000) g");
        rig.target("CREATE SCHEMA " + rig.schema());
        rig.target(
                "CREATE TABLE " + guarded + " (id int PRIMARY KEY, body text CONSTRAINT tame CHECK (body <> 'wild'))");
        service = rig.service();
        rig.awaitProven();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @Test
    void verifyFindsNothingWhileWritersGoOn() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        AtomicLong changes = new AtomicLong();
        Thread writer = new Thread(() -> write(writing, changes));
        writer.start();
        try {
            rig.await("writers at work", () -> changes.get() > 50);
            long before = changes.get();
            Cli verify = Cli.run(rig, "verify", "run", "--table", docs.toString(), "-o", "json");
            assertEquals(0, verify.exitCode(), verify.out() + verify.err());
            assertTrue(changes.get() > before, "nobody wrote meanwhile");
            JsonNode table = verify.json().path("tables").path(0);
            assertEquals(docs.toString(), table.path("table").asText());
            assertEquals(0, table.path("different").asLong());
            assertTrue(table.path("compared").asLong() > 1000, verify.out());
            assertTrue(table.path("verified_through").asLong() > 0, verify.out());
        } finally {
            writing.set(false);
            writer.join();
        }
    }

    /** Rows of their own that come, go and change all the time. */
    private static void write(AtomicBoolean writing, AtomicLong changes) {
        try (Connection source = rig.sourceConnection();
                Statement statement = source.createStatement()) {
            while (writing.get()) {
                long id = 1_000_000 + changes.get() % 500;
                String key = " WHERE lang = 'w' AND id = " + id;
                statement.execute(
                        "INSERT INTO " + docs + " VALUES ('w', " + id
                                + ", 'W', 1, '') ON CONFLICT (lang, id) DO UPDATE SET body = excluded.body || docs.n, n = docs.n % 7 + 1");
                statement.execute(changes.get() % 3 == 0 ? "DELETE FROM " + docs + key : "SELECT 1");
                changes.incrementAndGet();
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot write", e);
        }
    }

    /** Neither is it taken for different, nor for the same. */
    @Test
    void rowsThatNeverStandStillAreToldToBeUnsettled() throws Exception {
        rig.source("INSERT INTO " + again + " SELECT g, '' FROM generate_series(900001, 900008) g");
        AtomicBoolean writing = new AtomicBoolean(true);
        // By chance one may stand still for as long as it is looked at; all of them do not.
        List<Thread> writers = IntStream.rangeClosed(900_001, 900_008)
                .mapToObj(id -> new Thread(() -> touch(id, writing)))
                .toList();
        writers.forEach(Thread::start);
        try {
            Cli verify = Cli.run(rig, "verify", "run", "--table", again.toString(), "--timeout", "8", "-o", "json");
            assertEquals(6, verify.exitCode(), verify.out() + verify.err());
            JsonNode table = verify.json().path("tables").path(0);
            assertTrue(table.path("unsettled").asLong() > 0, verify.out());
            assertEquals(0, table.path("different").asLong(), verify.out());
        } finally {
            writing.set(false);
            for (Thread writer : writers) {
                writer.join();
            }
            rig.source("DELETE FROM " + again + " WHERE id > 900000");
        }
    }

    private static void touch(int id, AtomicBoolean writing) {
        try (Connection source = rig.sourceConnection();
                Statement statement = source.createStatement()) {
            while (writing.get()) {
                statement.execute("UPDATE " + again + " SET body = clock_timestamp()::text WHERE id = " + id);
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot write", e);
        }
    }

    @Test
    void verifyNamesRowsThatAreWrongAndRepairBringsThemRight() throws Exception {
        TableId target = docs;
        rig.source("INSERT INTO " + docs + " SELECT 'z', g, 'Z' || g, 1, '' FROM generate_series(1, 9) g");
        rig.awaitProven();
        rig.target("DELETE FROM " + target + " WHERE lang = 'z' AND nr = 3");
        rig.target("UPDATE " + target + " SET body = 'manipulated' WHERE lang = 'z' AND nr = 4");
        rig.target("INSERT INTO " + target + " VALUES ('z', 99, 'smuggled', 1)");
        Cli verify = Cli.run(rig, "verify", "run", "--table", docs.toString(), "-o", "json");
        assertEquals(3, verify.exitCode(), verify.out() + verify.err());
        JsonNode table = verify.json().path("tables").path(0);
        assertEquals(3, table.path("different").asLong());
        assertEquals(1, table.path("missing").asLong());
        assertEquals(1, table.path("extra").asLong());
        assertEquals(
                "lang=z  , nr=3", table.path("differences").path(0).path("key").asText());
        assertEquals(
                "[\"body\"]", table.path("differences").path(1).path("columns").toString());
        assertFalse(verify.out().contains("smuggled") || verify.out().contains("manipulated"), "a value is printed");
        Cli text = Cli.run(rig, "verify", "run", "--table", docs.toString(), "--limit", "1", "--repair");
        assertEquals(3, text.exitCode());
        assertTrue(text.out().contains("lang=z  , nr=3  missing"), text.out());
        assertTrue(text.out().contains("and 2 more"), text.out());
        rig.awaitProven();
        rig.await(
                "repaired",
                () -> Cli.run(rig, "verify", "run", "--table", docs.toString()).exitCode() == 0);
    }

    @Test
    void verifySaysWhyNoBarrierComesThrough() throws Exception {
        service.stop();
        try {
            Cli verify = Cli.run(rig, "verify", "run", "--timeout", "1");
            assertEquals(6, verify.exitCode(), verify.out() + verify.err());
            assertTrue(verify.err().contains("capture has written none since"), verify.err());
            assertEquals("", verify.out());
        } finally {
            service = rig.service();
            rig.awaitProven();
        }
    }

    @Test
    void verifyRefusesATableThatIsNotInTheConfiguration() throws Exception {
        Cli verify = Cli.run(rig, "verify", "run", "--table", "public.nothing");
        assertEquals(2, verify.exitCode());
        assertTrue(verify.err().contains("public.nothing"), verify.err());
    }

    @Test
    void anOpenRowIsListedReadAgainAndClosedOnceItsCauseIsGone() throws Exception {
        rig.source("INSERT INTO " + guarded + " VALUES (1, 'tame'), (2, 'wild')");
        rig.await("row open", () -> openRows() == 1);
        Cli list = Cli.run(rig, "open", "list", "--table", guarded.toString(), "-o", "json");
        assertEquals(0, list.exitCode(), list.err());
        JsonNode row = list.json().path("rows").path(0);
        assertEquals("{\"id\":2}", row.path("key").asText());
        assertEquals("sink", row.path("stage").asText());
        assertTrue(row.path("reason").asText().contains("tame"), list.out());
        assertFalse(list.out().contains("wild"), "a value is printed");
        deadLetter(guarded, "{\"id\":2}", "{\"body\":\"wild\"}");
        Cli show = Cli.run(rig, "open", "show", guarded.toString(), "2");
        assertTrue(show.out().contains(":0:17"), show.out() + show.err());
        assertFalse(show.out().contains("wild"), "a value is printed without --values");
        assertTrue(Cli.run(rig, "open", "show", guarded.toString(), "{\"id\":2}", "--values")
                .out()
                .contains("wild"));
        assertEquals(7, Cli.run(rig, "open", "show", guarded.toString(), "77").exitCode());
        assertEquals(4, Cli.run(rig, "open", "reread", "--all").exitCode(), "still refused by the target");
        rig.target("ALTER TABLE " + guarded + " DROP CONSTRAINT tame");
        Cli reread = Cli.run(rig, "open", "reread", "--table", guarded.toString(), "--key", "2");
        assertEquals(0, reread.exitCode(), reread.out() + reread.err());
        assertEquals(1, rig.targetLong("SELECT count(*) FROM " + guarded + " WHERE id = 2 AND body = 'wild'"));
        rig.source("DELETE FROM " + guarded);
        rig.target("ALTER TABLE " + guarded + " ADD CONSTRAINT tame CHECK (body <> 'wild') NOT VALID");
        rig.awaitProven();
    }

    @Test
    void aDiscardedRowLetsBarriersPassAndIsStillToldToDiffer() throws Exception {
        rig.source("INSERT INTO " + guarded + " VALUES (8, 'wild')");
        rig.await("row open", () -> openRows() == 1);
        Cli refused = Cli.run(rig, "open", "discard", "--table", guarded.toString(), "--reason", "wild");
        assertEquals(7, refused.exitCode(), refused.out());
        assertEquals(1, openRows());
        Cli discard = Cli.run(rig, "open", "discard", "--table", guarded.toString(), "--reason", "not ours", "--yes");
        assertEquals(0, discard.exitCode(), discard.err());
        assertEquals(
                1,
                rig.targetLong("SELECT count(*) FROM limosa.discarded_row WHERE migration = '" + rig.migration()
                        + "' AND key = '{\"id\":8}' AND reason = 'not ours' AND discarded_by <> ''"));
        rig.awaitProven();
        Cli verify = Cli.run(rig, "verify", "run", "--table", guarded.toString(), "-o", "json");
        assertEquals(3, verify.exitCode());
        JsonNode table = verify.json().path("tables").path(0);
        assertEquals(1, table.path("missing").asLong());
        assertEquals(1, table.path("discarded").asLong());
        assertEquals(
                2, Cli.run(rig, "open", "discard", "--reason", "x", "--yes").exitCode(), "neither --table nor --all");
        rig.source("DELETE FROM " + guarded);
        rig.awaitProven();
    }

    @Test
    void aTableIsReadAnewWhileItIsWrittenToAndNothingIsProvenMeanwhile() throws Exception {
        rig.target("DELETE FROM " + again + " WHERE id % 3 = 0");
        rig.target("UPDATE " + again + " SET body = 'manipulated' WHERE id = 1");
        rig.target("INSERT INTO " + again + " VALUES (-1, 'smuggled')");
        assertEquals(7, Cli.run(rig, "table", "resnapshot", again.toString()).exitCode(), "without --yes");
        assertEquals(1, rig.targetLong("SELECT count(*) FROM " + again + " WHERE id = -1"));
        Cli resnapshot = Cli.run(rig, "table", "resnapshot", again.toString(), "--yes");
        assertEquals(0, resnapshot.exitCode(), resnapshot.err());
        for (int i = 1; i <= 100; i++) {
            rig.source("UPDATE " + again + " SET body = body || '" + i + "' WHERE id = " + 29 * i);
            rig.source("DELETE FROM " + again + " WHERE id = " + (29 * i + 1));
        }
        assertEquals(0, rig.sourceLong("SELECT count(*) FROM limosa.signal"), "signals left lying about");
        rig.awaitProven();
        assertAgrees(again);
    }

    @Test
    void aNewSnapshotThatIsCutShortGoesOn() throws Exception {
        service.stop();
        rig.target("INSERT INTO " + again + " VALUES (-2, 'smuggled')");
        Cli resnapshot = Cli.run(rig, "table", "resnapshot", again.toString(), "--yes");
        assertEquals(0, resnapshot.exitCode(), resnapshot.err());
        ServiceProcess crashing = rig.service(Map.of("LIMOSA_CRASH", "capture-inside-chunk:1700"));
        assertEquals(137, crashing.waitForExit(Duration.ofSeconds(90)).orElse(-1), crashing.log());
        service = rig.service();
        rig.awaitProven();
        assertAgrees(again);
    }

    @Test
    void theTablesOfAnOrderedGroupAreReadAnewTogether() throws Exception {
        rig.source("INSERT INTO " + unique + " SELECT g, 'name ' || g FROM generate_series(1, 700) g");
        rig.source("INSERT INTO " + owned + " SELECT g, 'name ' || (700 - g) FROM generate_series(1, 600) g");
        rig.awaitProven();
        rig.target("CREATE TABLE " + rig.schema() + ".theirs (n text REFERENCES " + unique + " (name))");
        Cli refused = Cli.run(rig, "table", "resnapshot", owned.toString(), "--yes");
        assertEquals(7, refused.exitCode(), refused.err());
        assertTrue(refused.err().contains("theirs"), refused.err());
        rig.target("DROP TABLE " + rig.schema() + ".theirs");
        rig.target("UPDATE " + unique + " SET id = -id WHERE id > 650");
        rig.target("DELETE FROM " + owned + " WHERE id % 3 = 0");
        Cli resnapshot = Cli.run(rig, "table", "resnapshot", owned.toString(), "--yes");
        assertEquals(0, resnapshot.exitCode(), resnapshot.err());
        assertTrue(resnapshot.out().contains(unique.toString()), resnapshot.out());
        for (int i = 1; i <= 60; i++) {
            rig.source("UPDATE " + unique + " SET name = name || '!' WHERE id = " + (2 + i % 50));
            rig.source("DELETE FROM " + owned + " WHERE id = " + i);
            rig.source("UPDATE " + owned + " SET name = 'name 1' WHERE id = " + (60 + i));
        }
        rig.awaitProven();
        assertAgrees(unique);
        assertAgrees(owned);
        assertEquals(
                2,
                rig.targetLong("SELECT count(*) FROM pg_constraint WHERE contype IN ('u', 'f') AND conrelid IN ('"
                        + unique + "'::regclass, '" + owned + "'::regclass)"));
    }

    private static void assertAgrees(TableId table) throws Exception {
        Cli verify = Cli.run(rig, "verify", "run", "--table", table.toString());
        assertEquals(0, verify.exitCode(), verify.out() + verify.err());
    }

    private static long openRows() throws Exception {
        return rig.targetLong("SELECT count(*) FROM limosa.open_row WHERE migration = '" + rig.migration() + "'");
    }

    /** As the transform writes it. */
    private static void deadLetter(TableId table, String key, String value) throws Exception {
        TopicNames names = new TopicNames(rig.migration());
        try (Producer<byte[], byte[]> producer = new KafkaClients(
                        ConfigFile.read(rig.config(), List.of(), rig.environment())
                                .kafka())
                .producer(Map.of())) {
            String origin = DeadLetterHeaders.origin(names.history(table), 0, 17);
            producer.send(new ProducerRecord<>(
                            names.deadLetters(),
                            null,
                            bytes(key),
                            bytes(value),
                            new DeadLetterHeaders("transform", "cannot transform", 1, origin).toHeaders()))
                    .get();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
