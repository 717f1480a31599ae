package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.Column;
import dev.limosa.change.Kind;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Carriage;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowTrackerTest {

    private static final TableId DOCS = new TableId("public", "docs");
    private static final Visibility NOTHING = new Visibility(0, Set.of());

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final HistoryWriter writer = new HistoryWriter(kafka, new TopicNames("shop"));
    private final RereadQueue rereads = new RereadQueue(List.of());
    private final WindowTracker windows = new WindowTracker(writer, rereads);
    private final HistoryTable docs = new HistoryTable(
            new TableDescription(
                    new TableSchema(DOCS, 1, List.of(new Column("id", "bigint", false)), List.of("id")),
                    Map.of("id", "bigint"),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of("id", Carriage.STREAMED),
                    true,
                    true,
                    false,
                    List.of(),
                    List.of()),
            "shop.public.docs",
            1,
            List.of(),
            CapturePosition.TableSnapshot.NOT_BEGUN);

    @BeforeEach
    void begin() {
        kafka.initTransactions();
        writer.begin();
    }

    @Test
    void rowsThatNoEventTouchedInTheWindowArePublished() {
        windows.window(null);
        windows.touch(docs, key(2));
        windows.window(chunk(1, 2, 3));
        assertEquals(List.of("{\"id\":1}", "{\"id\":3}"), published());
    }

    @Test
    void whatWasTouchedBeforeTheWindowCountsNoMore() {
        windows.touch(docs, key(2));
        windows.window(null);
        windows.window(chunk(2));
        assertEquals(List.of("{\"id\":2}"), published());
    }

    @Test
    void aTruncateInTheWindowDropsTheWholeChunk() {
        windows.window(null);
        windows.truncate(docs);
        windows.window(chunk(1, 2));
        assertEquals(List.of(), published());
        assertTrue(docs.snapshot().done(), "reading goes on behind the chunk all the same");
    }

    @Test
    void aRowReadAgainIsPublishedAsAnUpdateAndForgotten() {
        windows.touchIncomplete(docs, key(1));
        windows.window(null);
        List<byte[]> taken = rereads.take(DOCS, 10);
        windows.window(new Chunk(docs, List.of(row(1)), docs.snapshot(), taken, NOTHING));
        assertEquals(List.of("{\"id\":1}"), published());
        assertEquals(
                Kind.UPDATE,
                RecordHeaders.event(
                                kafka.history().get(kafka.history().size() - 2).headers())
                        .kind());
        assertTrue(rereads.isEmpty());
    }

    /**
     * The event that asked for the row lay in the same window as the reading: it stayed marked as being read for ever.
     */
    @Test
    void aRowAskedForInsideTheWindowThatReadItIsReadOnceMore() {
        windows.window(null);
        windows.touchIncomplete(docs, key(1));
        List<byte[]> taken = rereads.take(DOCS, 10);
        windows.window(new Chunk(docs, List.of(row(1)), docs.snapshot(), taken, NOTHING));
        assertEquals(List.of(), published());
        assertFalse(rereads.isEmpty());
        assertEquals(1, rereads.take(DOCS, 10).size());
    }

    private List<String> published() {
        kafka.commitTransaction();
        return kafka.history().stream()
                .filter(record -> record.topic().equals(docs.topic()))
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private Chunk chunk(int... ids) {
        List<Chunk.Row> rows =
                java.util.Arrays.stream(ids).mapToObj(WindowTrackerTest::row).toList();
        return new Chunk(
                docs, rows, new CapturePosition.TableSnapshot(List.of("9"), true, ids.length, 0), List.of(), NOTHING);
    }

    private static Chunk.Row row(int id) {
        return new Chunk.Row(key(id), new byte[0], false);
    }

    private static byte[] key(int id) {
        return ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
    }
}
