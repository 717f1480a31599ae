package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.limosa.change.Column;
import dev.limosa.change.Kind;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Carriage;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicSpec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The size of a row was looked at when its envelope was made, which took many times the row's memory. */
class LargeRowTest {

    private static final TableId DOCS = new TableId("public", "docs");
    private static final byte[] TEXT = new byte[TopicSpec.LARGEST_ROW + 1];
    private static final int LITTLE = 4 << 20;

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final HistoryWriter writer = new HistoryWriter(kafka, new TopicNames("shop"));
    private final WindowTracker windows = new WindowTracker(writer, new RereadQueue(List.of()));
    private final HistoryTable docs = new HistoryTable(
            new TableDescription(
                    new TableSchema(
                            DOCS,
                            1,
                            List.of(new Column("id", "bigint", false), new Column("body", "text", true)),
                            List.of("id")),
                    Map.of("id", "bigint", "body", "text"),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of("id", Carriage.STREAMED, "body", Carriage.STREAMED),
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
        Arrays.fill(TEXT, (byte) 'x');
        kafka.initTransactions();
        writer.begin();
    }

    @Test
    void anEnvelopeWasMadeOfALineThatNoRecordTakes() {
        byte[] line = new byte[TEXT.length + 3];
        System.arraycopy(TEXT, 0, line, 2, TEXT.length);
        line[0] = '7';
        line[1] = '\t';
        line[line.length - 1] = '\n';
        long before = allocated();
        Chunk.Row row = new ChunkQuery(1, 1)
                .row(ChunkQuery.converter(docs.description()), line, "{}".getBytes(StandardCharsets.UTF_8));
        assertTrue(allocated() - before < LITTLE, allocated() - before + " bytes");
        assertNull(row.envelope());
        windows.window(new Chunk(
                docs, List.of(row), CapturePosition.TableSnapshot.NOT_BEGUN, List.of(), Visibility.of("2:2:")));
        assertOpen(line.length);
    }

    @Test
    void anEnvelopeWasMadeOfAChangeThatNoRecordTakes() throws IOException {
        byte[] block = block();
        RowEvents events = new RowEvents(
                Map.of(DOCS, docs),
                new StreamPosition(CapturePosition.beginning(1)),
                writer,
                windows,
                table -> Map.of());
        long before = allocated();
        events.publish(block, new SourcePlace(1, 1, 1));
        assertTrue(allocated() - before < LITTLE, allocated() - before + " bytes");
        assertOpen(1 + TEXT.length);
    }

    private void assertOpen(int bytes) {
        List<ProducerRecord<byte[], byte[]>> sent = kafka.uncommittedRecords();
        assertEquals(1, sent.size());
        ProducerRecord<byte[], byte[]> open = sent.get(0);
        assertEquals(Kind.OPEN, RecordHeaders.event(open.headers()).kind());
        assertEquals("{\"id\":7}", new String(open.key(), StandardCharsets.UTF_8));
        String reason = RecordHeaders.open(
                        open.headers().lastHeader(RecordHeaders.OPEN).value())
                .toString();
        assertTrue(reason.contains("found at least " + bytes), reason);
    }

    /** As {@link RowBlockWriter} describes it. */
    private static byte[] block() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(RowBlockWriter.RELATION);
        text(out, "public");
        text(out, "docs");
        out.writeInt(2);
        text(out, "id");
        text(out, "body");
        out.writeInt(20);
        out.writeInt(25);
        out.writeByte(RowBlockWriter.INSERT);
        out.writeLong(1);
        text(out, "7");
        out.writeInt(TEXT.length);
        out.write(TEXT);
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
