package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RowFilter;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TermStore;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statistics in their place in the topology, behind the transform of the rows; one partition of each topic. */
class TermTopologyTest {

    private static final String HISTORY = "m.shop.review";
    private static final String COUNTS = "m.g1.shop.review_terms";
    private static final String APPLICATION = "m-g1-transform";
    private static final TopicNames NAMES = new TopicNames("m");

    private final HistoryWriter history = new HistoryWriter(HISTORY, 0);
    private Topology topology;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> in;
    private TestOutputTopic<byte[], byte[]> out;

    private static TransformTable table(ApplyMode apply, String output) {
        TableConfig config = new TableConfig(
                Reviews.ID,
                Reviews.ID,
                null,
                List.of(),
                new RowFilter("title", List.of("hidden"), true),
                List.of(),
                TermRig.STATISTICS);
        TransformTable rows = Reviews.table(apply, HISTORY, output, config);
        RowTerms terms = RowTerms.compile(config, rows.sink().columns(), new ArrayList<>());
        SinkTable counts = TermTable.sink(config, NAMES, 1, 1, "0123456789abcdef");
        assertNotNull(terms);
        assertNotNull(counts);
        return new TransformTable(rows.schema(), rows.transform(), rows.sink(), new TermTable(terms, counts));
    }

    @BeforeEach
    void start() {
        run(ApplyMode.PARALLEL, "m.g1.shop.review");
    }

    private void run(ApplyMode apply, String output) {
        topology = TransformTopology.build(NAMES, 1, List.of(table(apply, output)), new Passage());
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        driver = new TopologyTestDriver(topology, settings);
        in = driver.createInputTopic(HISTORY, new ByteArraySerializer(), new ByteArraySerializer());
        out = driver.createOutputTopic(COUNTS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private static String row(long id, String title, String... terms) {
        return Reviews.row(id, title, "en").replace("{a,b}", "{" + String.join(",", terms) + "}");
    }

    /** The counts that are sent with the next barrier: {@code term=documents}, and {@code -term} for a delete. */
    private List<String> barrier() {
        in.pipeInput(history.barrier());
        List<String> sent = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : out.readRecordsToList()) {
            if (record.key() == null) {
                assertNotNull(RecordHeaders.barrier(record.headers()));
                assertNotNull(record.headers().lastHeader(RecordHeaders.FINGERPRINT));
            } else {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                String term = key.replaceAll(".*\"term\":\"(.*)\"}", "$1");
                sent.add(
                        record.value() == null
                                ? "-" + term
                                : term
                                        + new String(record.value(), StandardCharsets.UTF_8)
                                                .replaceAll(".*\"documents\":(\\d+)}", "=$1"));
            }
        }
        return sent.stream().sorted().toList();
    }

    @Test
    void aRowThatTheFilterKeepsOutDoesNotCount() {
        in.pipeInput(history.event(Kind.CREATE, 1, row(1, "t", "x", "y")));
        in.pipeInput(history.event(Kind.READ, 2, row(2, "hidden", "x")));
        assertEquals(List.of("x=1", "y=1"), barrier());
        in.pipeInput(history.event(Kind.UPDATE, 1, row(1, "hidden", "x")));
        in.pipeInput(history.event(Kind.UPDATE, 2, row(2, "t", "x")));
        assertEquals(List.of("-y"), barrier());
    }

    @Test
    void aRowThatCannotBeTransformedCountsAsTheTargetHasIt() {
        in.pipeInput(history.event(Kind.CREATE, 1, row(1, "t", "x")));
        assertEquals(List.of("x=1"), barrier());
        in.pipeInput(history.event(Kind.UPDATE, 1, "{}"));
        assertEquals(List.of(), barrier());
        in.pipeInput(history.event(Kind.UPDATE, 1, row(1, "t", "y")));
        assertEquals(List.of("-x", "y=1"), barrier());
    }

    @Test
    void anotherKeyIsADeleteAndACreate() {
        in.pipeInput(history.event(Kind.CREATE, 1, row(1, "t", "x", "y")));
        assertEquals(List.of("x=1", "y=1"), barrier());
        in.pipeInput(history.event(Kind.DELETE, 1, null));
        in.pipeInput(history.event(Kind.CREATE, 2, row(2, "t", "x", "z")));
        assertEquals(List.of("-y", "z=1"), barrier());
    }

    @Test
    void truncateTakesAllAway() {
        in.pipeInput(history.event(Kind.CREATE, 1, row(1, "t", "x")));
        assertEquals(List.of("x=1"), barrier());
        in.pipeInput(history.truncate());
        assertNull(out.isEmpty() ? null : out.readRecord(), "nothing is sent before the next barrier");
        in.pipeInput(history.event(Kind.CREATE, 2, row(2, "t", "z")));
        assertEquals(List.of("-x", "z=1"), barrier());
    }

    @Test
    void eachHalfIsASubtopologyAlsoForATableOfAnOrderedGroup() {
        assertEquals(2, topology.describe().subtopologies().size());
        driver.close();
        run(ApplyMode.ORDERED, "m.g1.-ordered.shop.review");
        assertEquals(2, topology.describe().subtopologies().size());
        in.pipeInput(history.event(Kind.CREATE, 1, row(1, "t", "x")));
        assertEquals(List.of("x=1"), barrier());
    }

    /** What Kafka Streams restores a store from; the topics are those that the plan makes. */
    @Test
    void theChangelogsHoldWhatTheStoresHold() {
        for (long id = 1; id < 30; id++) {
            in.pipeInput(history.event(Kind.CREATE, id, row(id, "t", "x", "w" + id % 7)));
        }
        barrier();
        in.pipeInput(history.event(Kind.DELETE, 3, null));
        in.pipeInput(history.event(Kind.UPDATE, 4, row(4, "t", "z")));
        for (TermStore store : TermStore.values()) {
            String name = TopicNames.store(store, Reviews.ID);
            String changelog = NAMES.termsChangelogs(1, NAMES.termsChannel(1, Reviews.ID)).stream()
                    .filter(topic -> topic.contains("-" + name + "-"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(APPLICATION + "-" + name + "-changelog", changelog);
            TreeMap<Bytes, byte[]> restored = new TreeMap<>();
            driver.createOutputTopic(changelog, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(record -> {
                        restored.remove(Bytes.wrap(record.key()));
                        if (record.value() != null) {
                            restored.put(Bytes.wrap(record.key()), record.value());
                        }
                    });
            assertSame(restored, driver.getKeyValueStore(name));
        }
    }

    private static void assertSame(TreeMap<Bytes, byte[]> restored, KeyValueStore<Bytes, byte[]> store) {
        int size = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                assertArrayEquals(entry.value, restored.get(entry.key));
                size++;
            }
        }
        assertEquals(restored.size(), size);
    }
}
