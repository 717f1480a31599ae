package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.OpenReason;
import dev.limosa.change.SinkTable;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RowFilter;
import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.topics.DeadLetterHeaders;
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
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransformTopologyTest {

    private static final String HISTORY = "m.shop.review";
    private static final String OUTPUT = "m.g3.shop.review";
    private static final TopicNames NAMES = new TopicNames("m");

    private final HistoryWriter history = new HistoryWriter(HISTORY, 0);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> in;
    private TestOutputTopic<byte[], byte[]> out;
    private TestOutputTopic<byte[], byte[]> dead;

    private void run(ApplyMode apply, TableConfig config) {
        Topology topology = TransformTopology.build(
                NAMES, 3, List.of(Reviews.table(apply, HISTORY, OUTPUT, config)), new Passage());
        Properties settings = new Properties();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        driver = new TopologyTestDriver(topology, settings);
        in = driver.createInputTopic(HISTORY, new ByteArraySerializer(), new ByteArraySerializer());
        out = driver.createOutputTopic(OUTPUT, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        dead = driver.createOutputTopic("m.dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private TestRecord<byte[], byte[]> through(TestRecord<byte[], byte[]> record) {
        in.pipeInput(record);
        TestRecord<byte[], byte[]> made = out.readRecord();
        assertTrue(out.isEmpty(), "more than one record for one");
        return made;
    }

    private static EventHeader event(TestRecord<byte[], byte[]> record) {
        EventHeader event = RecordHeaders.event(record.headers());
        assertNotNull(event);
        return event;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void rowsAreTransformedAndKeepKeyHeaderAndTime() {
        run(ApplyMode.PARALLEL, Reviews.config(null, Reviews.text(TextFunction.TRIM, "title")));
        for (Kind kind : List.of(Kind.READ, Kind.CREATE, Kind.UPDATE)) {
            TestRecord<byte[], byte[]> given = history.event(kind, 7, Reviews.row(7, " x ", "en"));
            TestRecord<byte[], byte[]> made = through(given);
            assertEquals(Reviews.row(7, "x", "en"), text(made.value()));
            assertArrayEquals(given.key(), made.key());
            assertEquals(HistoryWriter.known(given.headers()), HistoryWriter.known(made.headers()));
            assertEquals(1000L, made.timestamp());
        }
    }

    @Test
    void aDeleteHasNoValueAndAllElseAsItWas() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        TestRecord<byte[], byte[]> given = history.event(Kind.DELETE, 7, null);
        TestRecord<byte[], byte[]> made = through(given);
        assertNull(made.value());
        assertArrayEquals(given.key(), made.key());
        assertEquals(HistoryWriter.known(given.headers()), HistoryWriter.known(made.headers()));
    }

    @Test
    void aRowThatStopsMatchingTheFilterIsDeletedAndComesBackWhenItMatchesAgain() {
        run(ApplyMode.PARALLEL, Reviews.config(new RowFilter("lang", List.of("zh"), false)));
        assertEquals(
                Kind.SKIP,
                event(through(history.event(Kind.READ, 1, Reviews.row(1, "a", "en"))))
                        .kind());
        assertEquals(
                Kind.CREATE,
                event(through(history.event(Kind.CREATE, 2, Reviews.row(2, "a", "zh"))))
                        .kind());
        TestRecord<byte[], byte[]> gone = through(history.event(Kind.UPDATE, 2, Reviews.row(2, "a", "en")));
        assertEquals(new EventHeader(103, 2, 1, Kind.DELETE), event(gone));
        assertNull(gone.value());
        TestRecord<byte[], byte[]> back = through(history.event(Kind.UPDATE, 2, Reviews.row(2, "b", "zh")));
        assertEquals(Kind.UPDATE, event(back).kind());
        assertEquals(Reviews.row(2, "b", "zh"), text(back.value()));
        assertEquals(
                Kind.DELETE,
                event(through(history.event(Kind.CREATE, 3, Reviews.row(3, "a", "en"))))
                        .kind());
        assertEquals(
                Kind.DELETE, event(through(history.event(Kind.DELETE, 3, null))).kind());
    }

    @Test
    void aRowOpenInHistoryStaysOpen() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        TestRecord<byte[], byte[]> given = history.event(Kind.OPEN, 1, Reviews.row(1, "?", "en"));
        given.headers().add(RecordHeaders.OPEN, RecordHeaders.open(new OpenReason("capture", "a value is missing")));
        TestRecord<byte[], byte[]> made = through(given);
        assertNull(made.value());
        assertEquals(HistoryWriter.known(given.headers()), HistoryWriter.known(made.headers()));
        assertTrue(dead.isEmpty());
    }

    @Test
    void aRowThatCannotBeTransformedIsADeadLetterAndStaysOpenInItsPlace() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        through(history.event(Kind.CREATE, 1, Reviews.row(1, "a", "en")));
        TestRecord<byte[], byte[]> given =
                history.event(Kind.UPDATE, 1, Reviews.row(1, "a", "en").replace("stars", "points"));
        TestRecord<byte[], byte[]> open = through(given);
        assertNull(open.value());
        assertArrayEquals(given.key(), open.key());
        assertEquals(new EventHeader(102, 1, 1, Kind.OPEN), event(open));
        OpenReason reason =
                RecordHeaders.open(open.headers().lastHeader(RecordHeaders.OPEN).value());
        assertEquals("transform", reason.stage());
        assertTrue(reason.error().contains("'shop.review'") && reason.error().contains("'stars'"), reason::error);

        TestRecord<byte[], byte[]> letter = dead.readRecord();
        assertArrayEquals(given.key(), letter.key());
        assertArrayEquals(given.value(), letter.value());
        assertEquals(
                new DeadLetterHeaders("transform", reason.error(), 3, HISTORY + ":0:1"),
                DeadLetterHeaders.of(letter.headers()));

        assertEquals(
                Kind.UPDATE,
                event(through(history.event(Kind.UPDATE, 1, Reviews.row(1, "b", "en"))))
                        .kind());
        assertTrue(dead.isEmpty());
    }

    @Test
    void whatIsNoChangeEventIsLeftOpenToo() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        for (String bad : List.of("", "{", "null", "{\"before\":null,\"after\":null}", "{\"before\":\"x")) {
            assertEquals(
                    Kind.OPEN, event(through(history.raw(Kind.CREATE, 1, bad))).kind(), bad);
        }
        assertEquals(
                Kind.OPEN, event(through(history.raw(Kind.CREATE, 1, null))).kind());
        assertEquals(6, dead.getQueueSize());
    }

    @Test
    void barriersPassInPlaceAndSayWhatTheRowsAreMadeBy() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        through(history.event(Kind.CREATE, 1, Reviews.row(1, "a", "en")));
        for (TestRecord<byte[], byte[]> given : List.of(history.barrier(), history.truncate(), history.barrier())) {
            TestRecord<byte[], byte[]> made = through(given);
            assertNull(made.key());
            assertNull(made.value());
            given.headers().add(RecordHeaders.FINGERPRINT, RecordHeaders.fingerprint("f1"));
            assertEquals(given.headers(), made.headers());
        }
        assertEquals(
                0,
                event(through(history.event(Kind.CREATE, 2, Reviews.row(2, "a", "en"))))
                        .ordinal());
    }

    @Test
    void aGapInTheOrdinalsStopsTheStage() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        through(history.event(Kind.CREATE, 1, Reviews.row(1, "a", "en")));
        history.event(Kind.CREATE, 2, Reviews.row(2, "lost", "en"));
        assertBroken(
                history.event(Kind.CREATE, 3, Reviews.row(3, "a", "en")),
                "partition 0 at offset 1",
                "expected event 1 since");
    }

    @Test
    void aBarrierThatCountsMoreEventsStopsTheStage() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        through(history.event(Kind.CREATE, 1, Reviews.row(1, "a", "en")));
        history.event(Kind.CREATE, 2, Reviews.row(2, "lost", "en"));
        assertBroken(history.barrier(), "expected 2 events", "found 1");
    }

    @Test
    void aBarrierOverOtherEventsStopsTheStage() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        through(history.event(Kind.CREATE, 1, Reviews.row(1, "a", "en")));
        assertBroken(history.barrier(Barrier.Type.WATERMARK, 1, 42), "expected 1 events with checksum 2a");
    }

    @Test
    void aRecordOfAnotherProgramStopsTheStage() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        assertBroken(
                new TestRecord<>(HistoryWriter.bytes("k"), HistoryWriter.bytes("v"), HistoryWriter.headers(), 1L),
                "does another program write to it?");
    }

    private void assertBroken(TestRecord<byte[], byte[]> record, String... parts) {
        Throwable thrown = assertThrows(RuntimeException.class, () -> in.pipeInput(record));
        while (thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        assertInstanceOf(BrokenHistoryException.class, thrown);
        for (String part : parts) {
            assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
        }
        assertTrue(out.isEmpty());
    }

    @Test
    void inAnOrderedGroupEveryRecordSaysWhereItComesFrom() {
        run(ApplyMode.ORDERED, Reviews.config(null));
        for (TestRecord<byte[], byte[]> given : List.of(
                history.event(Kind.CREATE, 1, Reviews.row(1, "a", "en")),
                history.event(Kind.CREATE, 1, "{}"),
                history.event(Kind.DELETE, 1, null),
                history.barrier())) {
            byte[] origin =
                    through(given).headers().lastHeader(RecordHeaders.ORIGIN).value();
            assertEquals(HISTORY, RecordHeaders.originTopic(origin));
            assertEquals(0, RecordHeaders.originPartition(origin));
        }
    }

    @Test
    void eachTableIsItsOwnSubtopologySoThatTasksReadOnePartition() {
        run(ApplyMode.ORDERED, Reviews.config(null));
        Topology two = TransformTopology.build(
                NAMES,
                3,
                List.of(
                        Reviews.table(ApplyMode.ORDERED, "m.a", "m.g3.-ordered.x", Reviews.config(null)),
                        Reviews.table(ApplyMode.ORDERED, "m.b", "m.g3.-ordered.x", Reviews.config(null))),
                new Passage());
        assertEquals(2, two.describe().subtopologies().size());
        assertTrue(two.describe().toString().contains("transform-m.a"), two.describe()::toString);
    }

    @Test
    void aTargetWithOtherColumnsIsRefused() {
        run(ApplyMode.PARALLEL, Reviews.config(null));
        TransformTable fits = Reviews.table(ApplyMode.PARALLEL, HISTORY, OUTPUT, Reviews.config(null));
        SinkTable sink = fits.sink();
        SinkTable shorter = new SinkTable(
                sink.source(),
                sink.target(),
                HISTORY,
                8,
                OUTPUT,
                sink.apply(),
                sink.columns().subList(0, 3),
                sink.key(),
                List.of(),
                sink.fingerprint());
        TransformTable other = new TransformTable(fits.schema(), fits.transform(), shorter, null);
        RowTransform renaming =
                Reviews.transform(Reviews.config(null, new TransformStep.Rename(Map.of("title", "heading"))));
        TransformTable wrong = new TransformTable(fits.schema(), renaming, sink, null);
        InvalidConfigurationException e = assertThrows(
                InvalidConfigurationException.class,
                () -> TransformTopology.build(NAMES, 3, List.of(other, wrong), new Passage()));
        assertEquals(2, e.problems().size());
    }
}
