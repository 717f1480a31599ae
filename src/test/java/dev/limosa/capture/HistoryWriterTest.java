package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.Column;
import dev.limosa.change.Kind;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Carriage;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class HistoryWriterTest {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final HistoryWriter writer = new HistoryWriter(kafka, new TopicNames("shop"));
    private final HistoryTable docs = new HistoryTable(
            new TableDescription(
                    new TableSchema(
                            new TableId("public", "docs"),
                            1,
                            List.of(new Column("id", "bigint", false)),
                            List.of("id")),
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

    /** The producer refused it, capture began again, and met it again: for ever. */
    @Test
    void aRowThatNoRecordTakesStaysOpenAndWhatIsBehindItGoesOn() {
        kafka.initTransactions();
        writer.begin();
        byte[] fits = new byte[TopicSpec.LARGEST_ROW - 1];
        writer.event(docs, new byte[1], fits, Kind.UPDATE, null);
        writer.event(docs, new byte[1], new byte[TopicSpec.LARGEST_ROW], Kind.UPDATE, null);
        writer.event(docs, new byte[1], new byte[TopicSpec.LARGEST_ROW], Kind.DELETE, null);
        writer.event(docs, new byte[1], new byte[5], Kind.CREATE, null);
        List<ProducerRecord<byte[], byte[]>> sent = kafka.uncommittedRecords();
        assertEquals(
                List.of(Kind.UPDATE, Kind.OPEN, Kind.DELETE, Kind.CREATE),
                sent.stream()
                        .map(record -> RecordHeaders.event(record.headers()).kind())
                        .toList());
        assertEquals(fits.length, sent.get(0).value().length);
        String reason = RecordHeaders.open(
                        sent.get(1).headers().lastHeader(RecordHeaders.OPEN).value())
                .toString();
        assertTrue(
                reason.contains(
                        "expected at most 33488896 bytes of it before and after the change, found at least 33488897"),
                reason);
        for (int i = 1; i <= 2; i++) {
            byte[] value = sent.get(i).value();
            assertEquals('n', value[ChangeEvent.before()]);
            assertEquals('n', value[ChangeEvent.after(value)]);
        }
        assertEquals(4, docs.tally(0).count(), "each counts as an event");
    }
}
