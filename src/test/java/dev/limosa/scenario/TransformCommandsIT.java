package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.limosa.change.TableId;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a running migration with the text engine answers: fingerprints, comparisons, near-duplicates, counts. */
class TransformCommandsIT {

    private static final String OUTPUTS =
            """
            outputs:
              lang: {emit: language, from: body, allowed: [zh, en], otherwise: zh}
              tokens: {emit: tokens, from: body, chain: {by: lang, zh: words-zh, otherwise: en}, format: array}
              size: {emit: count, from: tokens, what: tokens}
            """;
    private static final String HASHES = "outputs: {print: {emit: simhash, from: body, chain: en, bands: 4}}";

    /** Rows 1 to 200 are Chinese, those behind English; every tenth of the first is long. */
    private static final String DOCS =
            " SELECT g, CASE WHEN g <= 200 THEN repeat('我们在研究所的食堂吃饭。', CASE g % 10 WHEN 0 THEN 9 ELSE 1 END)"
                    + " ELSE 'Foxes ' || md5(g::text) || ' run' END FROM generate_series(1, 400) g";

    /** A megabyte each. */
    private static final String LARGE = " VALUES (1, repeat('我们在研究所的食堂吃饭。', 30000)),"
            + " (2, repeat('The quick foxes ran. ', 50000)), (3, ''), (4, NULL), (5, repeat('😀', 250000))";

    /** Of 301 texts the last two are nearly the first, the one with another word, the other with none. */
    private static final String PAPERS = " SELECT p, (SELECT string_agg(md5(CASE WHEN p < 1000 THEN p * 1000 + w"
            + " WHEN p = 1001 AND w = 7 THEN -1 ELSE w END::text), ' ' ORDER BY w) FROM generate_series(1, 400) w)"
            + " FROM generate_series(702, 1002) p";

    private static Rig rig;
    private static TableId docs;
    private static TableId large;
    private static TableId papers;
    private static TableId changing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.start();
        rig.serveHttp();
        rig.text(text(rig.folder(), "的\n在\n", "研究所\n"));
        docs = rig.table("docs", "id bigint PRIMARY KEY, body text", OUTPUTS);
        large = rig.table("large", "id bigint PRIMARY KEY, body text", OUTPUTS);
        papers = rig.table("papers", "id bigint PRIMARY KEY, body text", HASHES);
        changing = rig.table(
                "changing",
                "id bigint PRIMARY KEY, body text",
                "outputs: {tokens: {emit: tokens, from: body, chain: others}}");
        rig.source("INSERT INTO " + docs + DOCS);
        rig.source("INSERT INTO " + large + LARGE);
        rig.source("INSERT INTO " + papers + PAPERS);
        service = rig.service();
        rig.awaitProven();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    /** Writes files with these words; returns the part of the configuration that names them. */
    private static String text(Path folder, String stop, String dictionary) throws Exception {
        String chain = "{tokenizer: {type: hanlp, mode: viterbi, punctuation: drop, userDictionary: words},"
                + " filter: [{type: stop, words: stop}]}";
        return "resources: {stop: " + resource(folder, "stop.txt", stop) + ", words: "
                + resource(folder, "words.txt", dictionary) + "}, chains: {words-zh: " + chain + ", others: " + chain
                + "}";
    }

    private static String resource(Path folder, String name, String words) throws Exception {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), bytes);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return "{file: " + name + ", sha256: " + sha256 + "}";
    }

    /** The configuration that runs, with other words. */
    private static Path with(String stop, String dictionary) throws Exception {
        Path folder = Files.createTempDirectory(rig.folder(), "other");
        String yaml = Files.readString(rig.config());
        String other = text(folder, stop, dictionary);
        return Files.writeString(
                folder.resolve("migration.yaml"), yaml.replaceAll("(?m)^text: .*$", "text: {" + other + "}"));
    }

    @Test
    void recordsSayWhichFingerprintMadeThem() throws Exception {
        Cli fingerprint = Cli.run(rig, "transform", "fingerprint", "--table", docs.toString(), "-o", "json");
        JsonNode table = fingerprint.json().path("tables").path(0);
        String shortForm = table.path("short").asText();
        String topic = new TopicNames(rig.migration()).output(1, docs);
        TreeSet<String> said = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> record :
                HistoryValues.records(rig.servers().kafka(), topic)) {
            Header header = record.headers().lastHeader(RecordHeaders.FINGERPRINT);
            if (header != null) {
                said.add(new String(header.value(), StandardCharsets.US_ASCII));
            }
        }
        assertEquals(List.of(shortForm), List.copyOf(said));
        assertEquals(
                table.path("fingerprint").asText(),
                rig.targetText("SELECT fingerprint FROM limosa.sink_table WHERE migration = '" + rig.migration()
                        + "' AND output_topic = '" + topic + "'"));
        assertEquals(
                64,
                rig.targetLong("SELECT length(fingerprint) FROM limosa.generation WHERE migration = '" + rig.migration()
                        + "'"));
    }

    @Test
    void aProcessWithOtherWordsRefusesTheTableAndSaysWhichOnes() throws Exception {
        ServiceProcess second = rig.service(with("的\n在\n饭\n", "研究所\n"), Map.of());
        assertEquals(7, second.waitForExit(Duration.ofMinutes(3)).orElseThrow(() -> new AssertionError(second.log())));
        String topic = new TopicNames(rig.migration()).history(docs);
        assertTrue(second.logContains("topic '" + topic + "': expected resource 'stop' SHA-256 "), second::log);
        assertTrue(second.logContains("'limosa transform diff' tells what would change"), second::log);
        assertFalse(second.logContains("\tat "), second::log);
        assertTrue(service.isAlive());
    }

    @Test
    void aDiffTellsWhatOtherWordsWouldChangeAndWritesNothing() throws Exception {
        String before = state();
        Path other = with("的\n在\n我们\n", "研究所\n食堂吃饭\n");
        Cli diff = Cli.run(other, "transform", "diff", "--table", docs.toString(), "-o", "json");
        assertChanges(diff);
        assertEquals(List.of(), list(diff.json().path("not_compared")), diff.out());
        Cli files = Cli.run(
                other,
                "transform",
                "diff",
                "--table",
                docs.toString(),
                "--old",
                Cli.withoutPassword(rig.config()).toString(),
                "-o",
                "json");
        assertChanges(files);
        assertEquals(diff.out(), files.out(), "what was recorded is what is in the file");
        Cli history =
                Cli.run(other, "transform", "diff", "--table", docs.toString(), "--from", "history", "-o", "json");
        assertEquals(counted(diff), counted(history), "what history holds is what the source holds");
        assertChanges(history);
        Cli text = Cli.run(other, "transform", "diff", "--table", docs.toString(), "--examples", "1");
        assertEquals(3, text.exitCode(), text.err());
        assertTrue(text.out().contains("tokens gained      食堂吃饭 360"), text.out());
        assertTrue(text.out().contains("by language        en: 0 of 200; zh: 200 of 200"), text.out());
        Cli same = Cli.run(
                rig, "transform", "diff", "--table", large.toString(), "--table", papers.toString(), "-o", "json");
        assertEquals(0, same.exitCode(), same.out() + same.err());
        assertEquals(5 + 301, same.json().path("rows").asLong(), same.out());
        assertEquals(before, state());
    }

    private static void assertChanges(Cli diff) throws Exception {
        assertEquals(3, diff.exitCode(), diff.out() + diff.err());
        JsonNode json = diff.json();
        assertEquals(400, json.path("rows").asLong(), diff.out());
        assertEquals(200, json.path("changed").asLong(), diff.out());
        // 180 rows have the sentence once, 20 have it nine times.
        assertEquals(Map.of("食堂吃饭", 360L), counts(json.path("tokens_gained"), "token", "count"));
        assertEquals(Map.of("我们", 360L, "食堂", 360L, "吃饭", 360L), counts(json.path("tokens_lost"), "token", "count"));
        JsonNode table = json.path("tables").path(0);
        assertEquals(
                Map.of("zh", 200L, "en", 0L), counts(table.path("by_language"), "language", "changed"), diff.out());
        assertEquals(
                Map.of("11-100", 180L, "101-1000", 20L),
                counts(table.path("by_length"), "characters", "changed"),
                diff.out());
        assertEquals(Map.of("tokens", 200L, "size", 200L), counts(table.path("columns"), "column", "changed"));
        JsonNode examples = table.path("examples");
        assertEquals(10, examples.size(), diff.out());
        for (JsonNode example : examples) {
            assertTrue(example.path("key").asText().matches("id=\\d*0"), "the long ones: " + example);
            assertEquals(9, example.path("tokens_gained").size(), diff.out());
        }
    }

    private static Map<String, Long> counts(JsonNode groups, String name, String value) {
        Map<String, Long> counts = new TreeMap<>();
        groups.forEach(
                group -> counts.put(group.path(name).asText(), group.path(value).asLong()));
        return counts;
    }

    private static List<String> list(JsonNode texts) {
        List<String> list = new ArrayList<>();
        texts.forEach(text -> list.add(text.asText()));
        return list;
    }

    /** Read to where history ended: rows that are gone are not counted, and those that changed once. */
    @Test
    void historyIsReadAsOfNow() throws Exception {
        rig.source("INSERT INTO " + changing + " SELECT g, '我们在食堂' FROM generate_series(1, 50) g");
        rig.source("TRUNCATE " + changing);
        rig.source("INSERT INTO " + changing + " SELECT g, '我们在食堂' FROM generate_series(11, 40) g");
        rig.source("UPDATE " + changing + " SET body = 'no word of it' WHERE id <= 20");
        rig.source("UPDATE " + changing + " SET id = id + 1000 WHERE id > 35");
        rig.source("DELETE FROM " + changing + " WHERE id BETWEEN 21 AND 25");
        rig.awaitProven();
        Path other = with("的\n在\n我们\n", "研究所\n");
        String[] command = {"transform", "diff", "--table", changing.toString(), "-o", "json", "--from"};
        Cli source = Cli.run(other, with(command, "source"));
        assertEquals(25, source.json().path("rows").asLong(), source.out());
        assertEquals(15, source.json().path("changed").asLong(), source.out());
        Cli history = Cli.run(other, with(command, "history"));
        assertEquals(counted(source), counted(history));
        Cli sample = Cli.run(other, with(command, "history", "--sample", "12"));
        long rows = sample.json().path("rows").asLong();
        assertTrue(rows > 2 && rows < 23, sample.out());
    }

    @Test
    void aHistoryThatIsNotThereIsToldAndNotMade() throws Exception {
        Path folder = Files.createTempDirectory(rig.folder(), "unknown");
        String yaml = Files.readString(rig.config()).replace(rig.migration(), "never-begun");
        text(folder, "的\n在\n", "研究所\n");
        Path config = Files.writeString(folder.resolve("migration.yaml"), yaml);
        String old = Cli.withoutPassword(rig.config()).toString();
        Cli diff = Cli.run(config, "transform", "diff", "--old", old, "--from", "history");
        assertEquals(7, diff.exitCode(), diff.out());
        assertTrue(diff.err().contains("cannot read history: expected topic 'never-begun."), diff.err());
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", rig.servers().kafka()))) {
            assertTrue(admin.listTopics().names().get().stream().noneMatch(topic -> topic.startsWith("never-begun")));
        }
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    /** All but the examples: of rows that change alike, those that are met first are named. */
    private static String counted(Cli diff) throws Exception {
        ObjectNode table = (ObjectNode) diff.json().path("tables").path(0);
        return table.without("examples").toString();
    }

    @Test
    void aDiffOfASampleReadsAboutSoManyRows() throws Exception {
        rig.source("ANALYZE " + docs);
        Path other = with("的\n", "研究所\n");
        Cli diff = Cli.run(other, "transform", "diff", "--table", docs.toString(), "--sample", "60", "-o", "json");
        long rows = diff.json().path("rows").asLong();
        assertTrue(rows > 20 && rows <= 120, diff.out());
        long changed = diff.json().path("changed").asLong();
        assertTrue(changed > 0 && changed < rows, "from all over the table: " + diff.out());
    }

    /** All that a command could leave behind; what a running migration writes by itself is not in it. */
    private static String state() throws Exception {
        String mine = " t WHERE migration = '" + rig.migration() + "'";
        StringBuilder state = new StringBuilder();
        for (String table : List.of("sink_table", "resource", "generation", "command")) {
            state.append(rig.targetText(
                            "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)),"
                                    + " '') FROM limosa." + table + mine))
                    .append('\n');
        }
        String tables = "SELECT string_agg(schemaname || '.' || tablename, ' ' ORDER BY 1) FROM pg_tables";
        String rows = "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM " + docs + " t";
        return state + rig.targetText(tables) + rig.sourceText(tables) + rig.targetText(rows) + rig.sourceText(rows);
    }

    @Test
    void nearDuplicatesAreFoundAndNothingElse() throws Exception {
        Cli found =
                Cli.run(rig, "transform", "duplicates", "--table", papers.toString(), "--distance", "3", "-o", "json");
        assertEquals(0, found.exitCode(), found.err());
        assertEquals(2, found.json().path("pairs").asLong(), found.out());
        assertEquals(
                "[{\"key\":\"id=1000\",\"other\":\"id=1002\",\"distance\":0},"
                        + "{\"key\":\"id=1000\",\"other\":\"id=1001\",\"distance\":3}]",
                found.json().path("nearest").toString());
        Cli text = Cli.run(rig, "transform", "duplicates", "--table", papers.toString(), "--distance", "0");
        assertTrue(text.out().endsWith("1 pairs\n"), text.out());
        assertTrue(text.out().contains("id=1000  id=1002         0"), text.out());
    }

    /** Whoever looks for the near-duplicates of one row need not read the table. */
    @Test
    void eachBandHasAnIndex() throws Exception {
        rig.target("SET enable_seqscan = off");
        try {
            String plan = rig.targetText("EXPLAIN (FORMAT JSON) SELECT id FROM " + papers
                    + " WHERE print_1 = 1 OR print_2 = 2 OR print_3 = 3 OR print_4 = 4");
            assertEquals(4, plan.split("\"Bitmap Index Scan\"", -1).length - 1, plan);
        } finally {
            rig.target("RESET enable_seqscan");
        }
    }

    @Test
    void withoutABandedHashDuplicatesSaysWhatToAdd() throws Exception {
        Cli none = Cli.run(rig, "transform", "duplicates", "--table", docs.toString());
        assertEquals(2, none.exitCode(), none.out());
        assertTrue(none.err().contains("has no output 'simhash' that is a column and has bands; add one:"), none.err());
        Cli far = Cli.run(rig, "transform", "duplicates", "--table", papers.toString(), "--distance", "4");
        assertEquals(2, far.exitCode(), far.out());
        assertTrue(far.err().contains("expected a distance from 0 to 3, because it has 4 bands, found 4"), far.err());
    }

    @Test
    void metricsAndStatusTellWhatGoesThroughEachChain() throws Exception {
        Matcher url = Pattern.compile("serving (http://\\S+)").matcher(service.log());
        assertTrue(url.find(), service::log);
        String texts = "limosa_text_texts_total{chain=\"words-zh\"} ";
        String characters = "limosa_text_characters_total{chain=\"words-zh\"} ";
        // docs: 200 texts of 12 characters, 20 of them nine times; large: one, an empty one, and emoji.
        rig.await("texts", () -> sample(url.group(1), texts) == 203);
        assertEquals(12 * (180 + 20 * 9) + 12 * 30_000 + 2 * 250_000, sample(url.group(1), characters));
        assertEquals(200 + 1 + 301, sample(url.group(1), "limosa_text_texts_total{chain=\"en\"} "));
        rig.source("UPDATE " + docs + " SET body = body WHERE id <= 200");
        rig.await(
                "a rate",
                () -> Cli.run(rig, "status", "-o", "json")
                                .json()
                                .at("/replicas/0/transform/chains/words-zh/texts_per_second")
                                .asDouble()
                        > 0);
        rig.await("all of them", () -> sample(url.group(1), texts) == 403);
        Cli status = Cli.run(rig, "status");
        assertTrue(
                Pattern.compile("words-zh +[\\d,]+ texts/s +[\\d,]+ characters/s")
                        .matcher(status.out())
                        .find(),
                status.out());
    }

    private static double sample(String url, String name) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
        String all = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return all.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    @Test
    void textsOfAMegabyteGoAllTheWay() throws Exception {
        String row = "SELECT concat_ws(' ', length(body), lang, size, cardinality(tokens), tokens[1], tokens[4])"
                + " FROM " + large + " WHERE id = ";
        assertEquals("360000 zh 120000 120000 我们 吃饭", rig.targetText(row + 1));
        assertEquals("1050000 en 150000 150000 quick quick", rig.targetText(row + 2));
        assertEquals("0 zh 0 0", rig.targetText(row + 3));
        assertEquals("", rig.targetText(row + 4));
        assertEquals(0, rig.targetLong("SELECT count(*) FROM limosa.open_row"));
    }
}
