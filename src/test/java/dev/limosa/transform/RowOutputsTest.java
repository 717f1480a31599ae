package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import dev.limosa.flow.RowCounts.Label;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
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
        RowTransform transform = transform();
        SinkTable sink = new SinkTable(
                Reviews.ID,
                Reviews.ID,
                "m.shop.review",
                8,
                "m.g3.shop.review",
                ApplyMode.PARALLEL,
                transform.targetColumns(),
                transform.targetKey(),
                List.of());
        Passage passage = new Passage();
        Properties settings = new Properties();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                TransformTopology.build(
                        new TopicNames("m"), 3, List.of(new TransformTable(Reviews.SCHEMA, transform, sink)), passage),
                settings)) {
            TestInputTopic<byte[], byte[]> in =
                    driver.createInputTopic("m.shop.review", new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<byte[], byte[]> out = driver.createOutputTopic(
                    "m.g3.shop.review", new ByteArrayDeserializer(), new ByteArrayDeserializer());
            HistoryWriter history = new HistoryWriter("m.shop.review", 0);
            in.pipeInput(history.event(Kind.CREATE, 1, Reviews.row(1, "a secret that is too long", "en")));
            in.pipeInput(history.event(Kind.CREATE, 2, Reviews.row(2, "fine", "en")));
            in.pipeInput(history.barrier());
            TestRecord<byte[], byte[]> open = out.readRecord();
            EventHeader header = RecordHeaders.event(open.headers());
            assertEquals(Kind.OPEN, header.kind());
            assertNull(open.value());
            assertEquals(
                    Kind.CREATE, RecordHeaders.event(out.readRecord().headers()).kind());
            assertEquals(1, passage.texts().of(new Label("en", "texts")));
            assertEquals(4, passage.texts().of(new Label("en", "characters")));
            assertEquals(1, passage.counts().of(new Label("shop.review", "open")));
        }
    }
}
