package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.limosa.change.TableId;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.Sql;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Document frequencies kept by the stream, whatever dies meanwhile: behind a barrier they are those of the rows. */
class TermStatisticsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String COUNTED =
            "SELECT coalesce(string_agg(format('%s %s %s', language, term, documents), E'\\n'"
                    + " ORDER BY language COLLATE \"C\", term COLLATE \"C\"), '') FROM ";

    /** {@code lang} is kept out where it is {@code xx}; every row has some words in common with others. */
    private static void insert(Rig rig, TableId docs, int from, int to) throws Exception {
        rig.source("INSERT INTO " + Sql.quote(docs)
                + " SELECT i, CASE i % 5 WHEN 0 THEN 'xx' WHEN 1 THEN 'zh' ELSE 'en'"
                + " END, ARRAY['all', 'w' || i % 7, '词' || i % 311, 'w' || i % 7] FROM generate_series(" + from + ", "
                + to + ") i");
    }

    private static TableId docs(Rig rig) throws Exception {
        return rig.table(
                "docs",
                "id bigint PRIMARY KEY, lang text, words text[]",
                "where: {column: lang, not-in: [xx]}\nstatistics: {from: words, language: lang}\n");
    }

    private static void assertCounted(Rig rig, TableId docs) throws Exception {
        String expected = rig.sourceText(COUNTED + "(SELECT coalesce(lang, '') AS language, term, count(*) AS documents"
                + " FROM " + Sql.quote(docs) + ", LATERAL (SELECT DISTINCT unnest(words) AS term) w"
                + " WHERE lang IS DISTINCT FROM 'xx' AND term IS NOT NULL GROUP BY 1, 2) c");
        assertEquals(expected, rig.targetText(COUNTED + Sql.quote(new TableId(docs.schema(), "docs_terms")) + " c"));
    }

    private static void crash(Rig rig, CrashPoint point, int at) throws Exception {
        ServiceProcess service = rig.service(Map.of("LIMOSA_CRASH", point.label() + ":" + at));
        OptionalInt exit = service.waitForExit(PATIENCE);
        assertEquals(OptionalInt.of(CrashPoint.EXIT_CODE), exit, () -> point + " was not reached\n" + service.log());
    }

    /** Changes rows of every kind until it is told to stop, beside the snapshot at first. */
    private static Thread writer(Rig rig, TableId docs, AtomicBoolean stop) {
        return new Thread(() -> {
            try (var source = rig.sourceConnection();
                    var statement = source.createStatement()) {
                String table = Sql.quote(docs);
                for (int i = 1; !stop.get(); i++) {
                    int id = i * 37 % 3000;
                    statement.execute("UPDATE " + table + " SET words = words || ('n' || " + i % 50
                            + ") WHERE id % 97 = " + i % 97);
                    statement.execute("UPDATE " + table + " SET lang = CASE lang WHEN 'en' THEN 'xx' ELSE 'en' END"
                            + " WHERE id = " + id);
                    statement.execute("DELETE FROM " + table + " WHERE id = " + (id + 1));
                    statement.execute("INSERT INTO " + table + " VALUES (" + (id + 1)
                            + ", 'zh', ARRAY['all', 'again']) ON CONFLICT DO NOTHING");
                    statement.execute("UPDATE " + table + " SET id = id + 100000 WHERE id = " + (id + 2));
                    Thread.sleep(5);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void countsAreThoseOfTheRowsWhateverDies() throws Exception {
        try (Rig rig = Rig.start()) {
            TableId docs = docs(rig);
            insert(rig, docs, 1, 3000);
            AtomicBoolean stop = new AtomicBoolean();
            Thread writer = writer(rig, docs, stop);
            writer.start();
            crash(rig, CrashPoint.TRANSFORM_INSIDE_BATCH, 1500);
            crash(rig, CrashPoint.TRANSFORM_TERMS_SENT, 9);
            crash(rig, CrashPoint.TRANSFORM_TERMS_TOTALLED, 7);
            crash(rig, CrashPoint.SINK_BEFORE_COMMIT, 6);
            rig.service();
            rig.awaitProven();
            stop.set(true);
            writer.join();
            rig.awaitProven();
            assertCounted(rig, docs);
            truncated(rig, docs);
            verified(rig, docs);
        }
    }

    private static void truncated(Rig rig, TableId docs) throws Exception {
        rig.source("TRUNCATE " + Sql.quote(docs));
        rig.awaitProven();
        assertCounted(rig, docs);
        assertEquals(0, rig.targetLong("SELECT count(*) FROM " + Sql.quote(new TableId(docs.schema(), "docs_terms"))));
        insert(rig, docs, 1, 500);
        rig.awaitProven();
        assertCounted(rig, docs);
        Cli again = Cli.run(rig, "table", "resnapshot", docs.toString(), "--yes");
        assertEquals(0, again.exitCode(), again::err);
        rig.source("DELETE FROM " + Sql.quote(docs) + " WHERE id < 100");
        rig.awaitProven();
        assertCounted(rig, docs);
    }

    private static void verified(Rig rig, TableId docs) throws Exception {
        Cli right = Cli.run(rig, "verify", "run", "-o", "json");
        assertEquals(0, right.exitCode(), () -> right.out() + right.err());
        JsonNode counts = right.json().at("/tables/1");
        assertEquals(docs + "_terms", counts.path("table").asText());
        assertTrue(counts.path("compared").asInt() > 300, right::out);

        String table = Sql.quote(new TableId(docs.schema(), "docs_terms"));
        rig.target("UPDATE " + table + " SET documents = documents + 1 WHERE term = 'all' AND language = 'en'");
        rig.target("DELETE FROM " + table + " WHERE term = 'w1' AND language = 'en'");
        rig.target("INSERT INTO " + table + " VALUES ('en', 'never', 1)");
        Cli wrong = Cli.run(rig, "verify", "run", "-o", "json");
        JsonNode found = wrong.json().at("/tables/1");
        assertEquals(1, found.path("unequal").asInt(), wrong::out);
        assertEquals(1, found.path("missing").asInt(), wrong::out);
        assertEquals(1, found.path("extra").asInt(), wrong::out);
        assertEquals(3, wrong.json().path("different").asInt(), wrong::out);
    }
}
