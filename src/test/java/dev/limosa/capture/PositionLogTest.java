package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.limosa.change.TableId;
import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PositionLogTest {

    private static final TopicNames TOPICS = new TopicNames("shop");
    private static final TopicPartition PARTITION = new TopicPartition(TOPICS.position(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    /** The markers of our own commit were not written yet, nor those of the commit before it. */
    @Test
    void anOlderPositionWasTakenWhileTheMarkWasNotVisibleYet() {
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        add(0, position(1));
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.seek(PARTITION, 2));
        consumer.schedulePollTask(() -> {
            add(2, position(2));
            consumer.addRecord(entry(4, PositionLog.OPENING, null));
        });
        assertEquals(2, PositionLog.read(consumer, TOPICS, 4).position().sequence());
    }

    @Test
    void thereIsNoPositionBeforeAnythingWasCaptured() {
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        consumer.addRecord(entry(0, PositionLog.OPENING, null));
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.seek(PARTITION, 2));
        assertNull(PositionLog.read(consumer, TOPICS, 0).position());
    }

    /** A start took as long as it takes to parse every position since the last compaction. */
    @Test
    void positionsThatNewerOnesReplaceWereParsed() {
        consumer.updateEndOffsets(Map.of(PARTITION, 4L));
        add(0, "of another version".getBytes(StandardCharsets.UTF_8));
        RowKey row = new RowKey(new TableId("public", "docs"), "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
        consumer.addRecord(entry(1, row.toEntry(), row.key()));
        add(2, position(7));
        consumer.addRecord(entry(3, PositionLog.OPENING, null));
        PositionLog log = PositionLog.read(consumer, TOPICS, 3);
        assertEquals(7, log.position().sequence());
        assertEquals(Set.of(row), log.rereads());
    }

    @Test
    void theMarkIsFoundAtTheOffsetThatTheWriterTells() throws InterruptedException, ExecutionException {
        MockProducer<byte[], byte[]> kafka =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        assertEquals(0, new HistoryWriter(kafka, TOPICS).open());
    }

    private void add(long offset, byte[] position) {
        consumer.addRecord(entry(offset, CapturePosition.key(TOPICS), position));
    }

    private static ConsumerRecord<byte[], byte[]> entry(long offset, byte[] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(PARTITION.topic(), 0, offset, key, value);
    }

    private static byte[] position(long sequence) {
        return new CapturePosition(1, 0, 0, sequence, 0, 0, Map.of(), Map.of()).toJson();
    }
}
