package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.ChainChoice;
import dev.limosa.config.OutputConfig.Cleaned;
import dev.limosa.config.OutputConfig.Count;
import dev.limosa.config.OutputConfig.Format;
import dev.limosa.config.OutputConfig.Tokens;
import dev.limosa.config.OutputConfig.Unit;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.flow.RowCounts;
import dev.limosa.flow.RowCounts.Label;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Rows with what the text engine adds, as bytes. */
class RowOutputsTest {

    private static final TextEngine SHORT_TEXTS =
            TextEngine.of(new TextConfig(Map.of(), Map.of(), new TextConfig.Limits(2_000, 20)));

    private static final List<OutputConfig> OUTPUTS = List.of(
            output("clean", new Cleaned(List.of(new TextStep(TextFunction.STRIP_HTML, Map.of(), "")), " "), "title"),
            output("words", new Tokens(new ChainChoice(null, Map.of(), "en"), Format.ARRAY, ""), "clean"),
            output("json", new Tokens(new ChainChoice(null, Map.of(), "en"), Format.JSON, ""), "clean"),
            output("n", new Count(null, Unit.TOKENS), "words"),
            output("score", new Cleaned(List.of(), "/"), "id", "stars", "tags"));

    private static OutputConfig output(String name, OutputConfig.Emit emit, String... from) {
        return new OutputConfig(name, List.of(from), emit, true, "m.yaml:1:1");
    }

    private static RowTransform transform() {
        TransformStep trim = Reviews.text(TextFunction.TRIM, "title");
        TransformStep drop = new TransformStep.Drop(List.of("title", "body", "lang"));
        TableConfig config = new TableConfig(Reviews.ID, Reviews.ID, null, List.of(trim, drop), null, OUTPUTS);
        return RowTransform.compile(Reviews.SCHEMA, config, SHORT_TEXTS);
    }

    private static String made(String row) {
        return new String(transform().apply(row.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void outputsStandBehindTheColumnsAndReadThoseThatWereDropped() {
        assertEquals(
                "{\"id\":7,\"stars\":5,\"tags\":\"{a,b}\",\"clean\":\"Red \\\"apples\\\"\","
                        + "\"words\":\"{red,apple}\",\"json\":\"[\\\"red\\\", \\\"apple\\\"]\",\"n\":2,"
                        + "\"score\":\"7/5/{a,b}\"}",
                made(Reviews.row(7, "  Red \\\"apples\\\" ", "en")));
        assertEquals(
                "{\"id\":7,\"stars\":5,\"tags\":\"{a,b}\",\"clean\":null,\"words\":null,\"json\":null,\"n\":null,"
                        + "\"score\":\"7/5/{a,b}\"}",
                made(Reviews.row(7, "x", "en").replace("\"x\"", "null")));
    }

    @Test
    void columnsSayWhatTheyAreMadeOf() {
        RowTransform transform = transform();
        assertEquals(List.of("id", "stars", "tags"), transform.sourceColumns());
        assertEquals(
                List.of("bigint", "integer", "text[]", "text", "text[]", "jsonb", "integer", "text"),
                transform.targetColumns().stream().map(Column::type).toList());
    }

    @Test
    void whatCantBeMadeNamesTableOutputAndPlaceButNoValue() {
        TransformException e =
                assertThrows(TransformException.class, () -> made(Reviews.row(7, "a secret that is too long", "en")));
        assertEquals(
                "cannot transform row of table 'shop.review': cannot make its outputs: expected at most 20 characters in"
                        + " [title, id, stars, tags], found 32; raise 'text.max-characters', or shorten the text",
                e.getMessage());
    }

    @Test
    void aRowOverTheLimitStaysOpenInItsPlaceAndTheNextOnesGoOn() {
        Passage passage = new Passage();
        List<TestRecord<byte[], byte[]>> made = pass(
                transform(),
                passage,
                List.of(Reviews.row(1, "a secret that is too long", "en"), Reviews.row(2, "fine", "en")));
        assertOpen(made.get(0), "expected at most 20 characters in [title, id, stars, tags], found 32");
        assertEquals(Kind.CREATE, RecordHeaders.event(made.get(1).headers()).kind());
        assertEquals(1, passage.texts().of(new Label("en", RowCounts.Kind.TEXTS)));
        assertEquals(4, passage.texts().of(new Label("en", RowCounts.Kind.CHARACTERS)));
        assertEquals(1, passage.counts().of(new Label("shop.review", RowCounts.Kind.OPEN)));
    }

    @Test
    void aRowOverItsTimeStaysOpenInItsPlaceAndTheNextOnesGoOn() {
        TextConfig.Limits limits = new TextConfig.Limits(10, 10_000_000);
        RowTransform slow = transform(limits, output("t", tokens("zh-tokens"), "title"));
        List<TestRecord<byte[], byte[]>> made = pass(
                slow,
                new Passage(),
                List.of(Reviews.row(1, "中华人民共和国".repeat(400_000), "zh"), Reviews.row(2, "好", "zh")));
        assertOpen(made.get(0), "step analyze zh-tokens: expected it within 10 ms, found it still running");
        assertTrue(text(made.get(1)).endsWith("\"t\":\"{好}\"}"), text(made.get(1)));
    }

    /** The broker refused the record, which ended the thread, and that of the next replica. */
    @Test
    void aRowThatItsOutputsMakeTooLargeStaysOpen() {
        OutputConfig copy = output("copy", new Cleaned(List.of(), ""), "title");
        OutputConfig again = output("again", new Cleaned(List.of(), ""), "title");
        RowTransform twice = transform(new TextConfig.Limits(60_000, 20_000_000), copy, again);
        List<TestRecord<byte[], byte[]>> made = pass(
                twice, new Passage(), List.of(Reviews.row(1, "x".repeat(12_000_000), "en"), Reviews.row(2, "y", "en")));
        assertOpen(made.get(0), "expected at most 33488896 bytes of it with all its outputs, found 360000");
        assertTrue(text(made.get(1)).contains("\"again\":\"y\""), text(made.get(1)));
    }

    @Test
    void aTextOfAMegabyteIsARowLikeAnother() {
        RowTransform all = transform(
                TextConfig.Limits.DEFAULT,
                output("zh", tokens("zh"), "title"),
                output("en", tokens("en"), "title"),
                output("rank", new OutputConfig.Keywords(null, OutputConfig.Method.TEXTRANK, 2, null), "zh"),
                output("print", new OutputConfig.Simhash(null, 4), "en"),
                output("tongue", new OutputConfig.Language(List.of(), "und"), "title"));
        String title = "我们 eat 食堂 in " + "电池 battery 很好 good ".repeat(30_000);
        List<TestRecord<byte[], byte[]>> made = pass(all, new Passage(), List.of(Reviews.row(1, title, "zh")));
        assertEquals(Kind.CREATE, RecordHeaders.event(made.get(0).headers()).kind());
        assertTrue(text(made.get(0)).contains("\"rank\":\"{"), "no keywords");
    }

    /** Each becomes a row, or an open one with its reason; no text makes the task fail. */
    @Test
    void theBigListOfNaughtyStringsPassesTheTopology() throws Exception {
        String data = System.getProperty("limosa.data");
        Assumptions.assumeTrue(data != null, "-Dlimosa.data=DIR with blns.json is not given");
        String[] naughty = JsonMapper.builder()
                .build()
                .readValue(Path.of(data, "blns.json").toFile(), String[].class);
        RowTransform all = transform(
                TextConfig.Limits.DEFAULT,
                output(
                        "clean",
                        new Cleaned(List.of(new TextStep(TextFunction.STRIP_HTML, Map.of(), "")), " "),
                        "title"),
                output("zh", tokens("zh"), "clean"),
                output("pieces", tokens("zh-tokens"), "title"),
                output("en", tokens("en"), "clean"),
                output("rank", new OutputConfig.Keywords(null, OutputConfig.Method.TEXTRANK, 5, null), "pieces"),
                output("print", new OutputConfig.Simhash(null, 4), "pieces"),
                output("tongue", new OutputConfig.Language(List.of(), "und"), "title"));
        List<String> rows = new ArrayList<>();
        for (String text : naughty) {
            String title = new String(new JsonWriter().string(text).toByteArray(), StandardCharsets.UTF_8);
            rows.add(Reviews.row(rows.size(), "TITLE", "en").replace("\"TITLE\"", title));
        }
        List<TestRecord<byte[], byte[]>> made = pass(all, new Passage(), rows);
        for (TestRecord<byte[], byte[]> record : made) {
            assertEquals(Kind.CREATE, RecordHeaders.event(record.headers()).kind(), () -> reason(record));
        }
        assertTrue(made.size() > 400, made.size() + " texts");
    }

    private static OutputConfig.Tokens tokens(String chain) {
        return new Tokens(new ChainChoice(null, Map.of(), chain), Format.ARRAY, "");
    }

    private static RowTransform transform(TextConfig.Limits limits, OutputConfig... outputs) {
        TableConfig config = new TableConfig(Reviews.ID, Reviews.ID, null, List.of(), null, List.of(outputs));
        return RowTransform.compile(Reviews.SCHEMA, config, TextEngine.of(new TextConfig(Map.of(), Map.of(), limits)));
    }

    private static String text(TestRecord<byte[], byte[]> record) {
        return record.value() == null ? reason(record) : new String(record.value(), StandardCharsets.UTF_8);
    }

    private static String reason(TestRecord<byte[], byte[]> open) {
        return RecordHeaders.open(open.headers().lastHeader(RecordHeaders.OPEN).value())
                .toString();
    }

    private static void assertOpen(TestRecord<byte[], byte[]> record, String reason) {
        EventHeader header = RecordHeaders.event(record.headers());
        assertEquals(Kind.OPEN, header.kind());
        assertNull(record.value());
        assertTrue(reason(record).contains(reason), reason(record));
    }

    /** The records of these rows' creation, in their order, and then a barrier. */
    private static List<TestRecord<byte[], byte[]>> pass(RowTransform transform, Passage passage, List<String> rows) {
        SinkTable sink = new SinkTable(
                Reviews.ID,
                Reviews.ID,
                "m.shop.review",
                8,
                "m.g3.shop.review",
                ApplyMode.PARALLEL,
                transform.targetColumns(),
                transform.targetKey(),
                List.of(),
                "f1");
        Properties settings = new Properties();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                TransformTopology.build(
                        new TopicNames("m"),
                        3,
                        List.of(new TransformTable(Reviews.SCHEMA, transform, sink, null)),
                        passage),
                settings)) {
            TestInputTopic<byte[], byte[]> in =
                    driver.createInputTopic("m.shop.review", new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<byte[], byte[]> out = driver.createOutputTopic(
                    "m.g3.shop.review", new ByteArrayDeserializer(), new ByteArrayDeserializer());
            HistoryWriter history = new HistoryWriter("m.shop.review", 0);
            for (int i = 0; i < rows.size(); i++) {
                in.pipeInput(history.event(Kind.CREATE, i, rows.get(i)));
            }
            in.pipeInput(history.barrier());
            return out.readRecordsToList().subList(0, rows.size());
        }
    }
}
