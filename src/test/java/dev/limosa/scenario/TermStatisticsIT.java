package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.limosa.change.TableId;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.Sql;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
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
    private static FutureTask<Boolean> writer(Rig rig, TableId docs, AtomicBoolean stop) {
        return new FutureTask<>(() -> {
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
                    statement.execute("UPDATE " + table + " SET id = " + (100_000 + i) + " WHERE id = " + (id + 2));
                    Thread.sleep(5);
                }
                return true;
            }
        });
    }

    @Test
    void countsAreThoseOfTheRowsWhateverDies() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.replaceSoon();
            TableId docs = docs(rig);
            insert(rig, docs, 1, 3000);
            AtomicBoolean stop = new AtomicBoolean();
            FutureTask<Boolean> writer = writer(rig, docs, stop);
            new Thread(writer).start();
            crash(rig, CrashPoint.TRANSFORM_INSIDE_BATCH, 1500);
            crash(rig, CrashPoint.TRANSFORM_TERMS_SENT, 9);
            crash(rig, CrashPoint.TRANSFORM_TERMS_TOTALLED, 7);
            rig.service();
            rig.awaitProven();
            stop.set(true);
            assertTrue(writer.get());
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
        String table = Sql.quote(new TableId(docs.schema(), "docs_terms"));
        assertEquals(
                rig.targetLong("SELECT count(*) FROM " + table),
                counts.path("compared").asLong(),
                right::out);

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

    /**
     * All that a table with statistics goes through besides: added to replicas that run, open rows, refusals, its end.
     */
    @Test
    void aTableWithStatisticsIsAddedWatchedRefusedAndCleanedUp() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.replaceSoon();
            rig.text("max-characters: 300");
            TableId plain = rig.table("plain", "id bigint PRIMARY KEY");
            rig.service();
            rig.awaitProven();
            assertEquals(
                    0,
                    rig.targetLong("SELECT count(*) FROM limosa.sink_table WHERE migration = '" + rig.migration()
                            + "' AND history_topic LIKE '%-terms%'"));
            ServiceProcess second = rig.service();
            TableId texts = added(rig);
            openRow(rig, texts);
            moved(rig, texts, second);
            watched(rig, texts);
            rig.stopServices();
            refused(rig);
            cleaned(rig, plain, texts);
        }
    }

    private static TableId added(Rig rig) throws Exception {
        TableId texts = rig.table(
                "texts",
                "id bigint PRIMARY KEY, raw text",
                """
                outputs:
                  lang: {emit: language, from: raw, allowed: [zh, en], otherwise: zh}
                  tokens: {emit: tokens, from: raw, chain: {by: lang, zh: zh, otherwise: en}, format: json}
                statistics: {from: tokens, language: lang}
                """);
        rig.source("INSERT INTO " + texts + " SELECT i, CASE i % 2 WHEN 0 THEN '手机屏幕很大，电池' || i % 9"
                + " ELSE 'a running shoe and battery ' || i % 9 END FROM generate_series(1, 700) i");
        for (int i = 0; i < 2; i++) {
            Cli add = Cli.run(rig, "table", "add", texts.toString());
            assertEquals(0, add.exitCode(), () -> add.out() + add.err() + rig.log());
        }
        rig.awaitProven();
        assertEquals(350, documents(rig, "zh", "手机"));
        assertEquals(350, documents(rig, "en", "shoe"));
        assertCountedInTarget(rig, texts);
        return texts;
    }

    private static long documents(Rig rig, String language, String term) throws Exception {
        return rig.targetLong("SELECT documents FROM " + rig.schema() + ".texts_terms WHERE language = '" + language
                + "' AND term = '" + term + "'");
    }

    private static void assertCountedInTarget(Rig rig, TableId texts) throws Exception {
        String expected = rig.targetText(COUNTED + "(SELECT lang AS language, term, count(*) AS documents FROM " + texts
                + ", LATERAL (SELECT DISTINCT jsonb_array_elements_text(tokens::jsonb) AS term) w GROUP BY 1, 2) c");
        assertEquals(expected, rig.targetText(COUNTED + texts + "_terms c"));
    }

    private static void openRow(Rig rig, TableId texts) throws Exception {
        rig.source("UPDATE " + texts + " SET raw = repeat('secret ', 100) WHERE id = 1");
        rig.awaitOpen(1);
        rig.source("UPDATE " + texts + " SET raw = raw || ' 充电' WHERE id = 2");
        Cli verify = Cli.run(rig, "verify", "run", "--table", texts.toString(), "-o", "json");
        JsonNode counts = verify.json().at("/tables/1");
        assertEquals(1, counts.path("open").asInt(), verify::out);
        assertEquals(0, counts.path("different").asInt(), verify::out);
        assertEquals(0, counts.path("unsettled").asInt(), verify::out);
        assertEquals(350, documents(rig, "en", "shoe"), "an open row counts as the target has it");
        rig.source("UPDATE " + texts + " SET raw = 'corrected' WHERE id = 1");
        rig.awaitProven();
        assertEquals(349, documents(rig, "en", "shoe"));
        assertEquals(1, documents(rig, "zh", "充电"));
        assertCountedInTarget(rig, texts);
    }

    /** Half of the tasks go to the other replica, which has to get what they remember. */
    private static void moved(Rig rig, TableId texts, ServiceProcess second) throws Exception {
        assertEquals(0, second.stop());
        rig.source("UPDATE " + texts + " SET raw = raw || ' 包装' WHERE id % 3 = 0");
        rig.source("DELETE FROM " + texts + " WHERE id % 7 = 0");
        rig.awaitProven();
        assertCountedInTarget(rig, texts);
    }

    private static void watched(Rig rig, TableId texts) throws Exception {
        Cli status = Cli.run(rig, "status", "--wait", "streaming", "-o", "json");
        assertEquals(0, status.exitCode(), () -> status.out() + status.err());
        assertTrue(status.json().at("/lag/total/seconds").isNumber(), status::out);
        JsonNode counts = null;
        for (JsonNode table : status.json().path("tables")) {
            counts = table.path("table").asText().equals(texts + "_terms") ? table : counts;
        }
        assertTrue(counts != null && counts.at("/lag/total/seconds").isNumber(), status::out);
        Cli text = Cli.run(rig, "status");
        assertEquals(0, text.exitCode(), () -> text.out() + text.err());
        Cli again = Cli.run(rig, "table", "resnapshot", texts + "_terms", "--yes");
        assertEquals(7, again.exitCode(), again::err);
        assertTrue(again.err().contains("it holds the counts of the terms of table " + texts), again::err);
    }

    private static void refused(Rig rig) throws Exception {
        String yaml = Files.readString(rig.config());
        for (String other : new String[] {
            yaml.replace("otherwise: en}, format", "otherwise: zh}, format"), yaml.replace(", language: lang}", "}")
        }) {
            assertNotEquals(yaml, other);
            ServiceProcess service =
                    rig.service(Files.writeString(rig.folder().resolve("other.yaml"), other), Map.of());
            assertEquals(OptionalInt.of(7), service.waitForExit(PATIENCE), service::log);
            assertTrue(service.log().contains("which began with other tables: topic '"), service::log);
            assertTrue(
                    service.log().contains(".-terms." + rig.schema().replace("_", "-5f") + ".texts': expected"),
                    service::log);
        }
    }

    private static void cleaned(Rig rig, TableId plain, TableId texts) throws Exception {
        Cli dry = Cli.run(rig, "clean", "--target-tables");
        assertTrue(dry.out().contains("table " + texts + "_terms with its rows"), dry::out);
        assertTrue(dry.out().contains("-terms."), dry::out);
        assertTrue(dry.out().contains("-changelog"), dry::out);
        Cli clean = Cli.run(rig, "clean", "--target-tables", "--yes");
        assertEquals(0, clean.exitCode(), clean::err);
        for (TableId table : new TableId[] {plain, texts, new TableId(texts.schema(), "texts_terms")}) {
            assertEquals(1, rig.targetLong("SELECT (to_regclass('" + table + "') IS NULL)::int"));
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", rig.servers().kafka()))) {
            assertEquals(
                    List.of(),
                    admin.listTopics().names().get().stream()
                            .filter(topic ->
                                    topic.startsWith(rig.migration() + ".") || topic.startsWith(rig.migration() + "-g"))
                            .toList());
        }
    }
}
