package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTailTest {

    private static final TopicPartition FIRST = new TopicPartition("m.shop.orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("m.shop.orders", 1);
    private static final List<TopicPartition> BOTH = List.of(FIRST, SECOND);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void assign() {
        consumer.assign(BOTH);
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    }

    private void ends(long first, long second) {
        consumer.updateEndOffsets(Map.of(FIRST, first, SECOND, second));
    }

    private void add(TopicPartition partition, long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
        }
    }

    private List<Long> all(TopicTail tail) {
        List<Long> offsets = new ArrayList<>();
        tail.forEach(record -> offsets.add(record.offset()));
        return offsets;
    }

    @Test
    void whatCompactionTookAwayAndMarkersAtTheEndAreNotWaitedFor() {
        ends(6, 0);
        add(FIRST, 1, 4);
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.seek(FIRST, 6));
        assertEquals(List.of(1L, 4L), all(TopicTail.fromBeginning(consumer, BOTH)));
    }

    @Test
    void emptyPartitionsAreNotAskedAtAll() {
        ends(0, 0);
        consumer.setPollException(new org.apache.kafka.common.KafkaException("asked"));
        assertNull(TopicTail.fromBeginning(consumer, BOTH).next());
        assertNull(TopicTail.fromBeginning(consumer, List.of()).next());
    }

    /** Each of them was one call deeper. */
    @Test
    void aHundredThousandRecordsBehindTheEndOverflewTheStack() {
        ends(1, 1);
        add(FIRST, 0);
        for (long offset = 1; offset <= 100_000; offset++) {
            add(FIRST, offset);
        }
        add(SECOND, 0);
        TopicTail tail = TopicTail.fromBeginning(consumer, BOTH);
        assertTrue(tail.holds(tail.next()));
        assertTrue(tail.holds(tail.next()));
        assertNull(tail.next());
    }

    @Test
    void nobodyElseIsGivenWhatCameFromBehindTheEnd() {
        ends(1, 0);
        add(FIRST, 0, 1);
        assertEquals(List.of(0L, 1L), all(TopicTail.fromPosition(consumer, Duration.ofSeconds(1))));
    }

    @Test
    void onlyTheLastOffsetsAreReadIfThatIsEnough() {
        ends(5, 1);
        add(FIRST, 0, 1, 2, 3, 4);
        add(SECOND, 0);
        consumer.seekToBeginning(BOTH);
        assertEquals(
                3,
                all(TopicTail.fromPosition(consumer, Duration.ofSeconds(1)).atMost(2))
                        .size());
    }

    @Test
    void theSecondReadingEndsWhereTheFirstDid() {
        ends(1, 0);
        add(FIRST, 0);
        TopicTail tail = TopicTail.fromBeginning(consumer, BOTH);
        assertEquals(0, tail.next().offset());
        assertNull(tail.next());
        ends(2, 0);
        add(FIRST, 0, 1);
        tail.rewind();
        assertEquals(0, tail.next().offset());
        assertNull(tail.next());
    }

    @Test
    void whenKafkaWentAwayAStartHungMute() {
        ends(17, 0);
        add(FIRST, 0, 1, 2);
        TopicTail tail = TopicTail.fromPosition(consumer, Duration.ofMillis(50));
        String said = assertThrows(TimeoutException.class, () -> all(tail)).getMessage();
        assertTrue(
                said.startsWith("cannot read topic 'm.shop.orders': expected offset 17 of partition 0, found 3;"
                        + " nothing came for 0.05 s"),
                said);
    }

    @Test
    void onePartitionIsSilentBesideABusyOne() {
        ends(1, 1);
        add(FIRST, 0);
        TopicTail tail = TopicTail.fromPosition(consumer, Duration.ofMillis(50));
        assertEquals(0, tail.next().offset());
        busy(1);
        assertThrows(TimeoutException.class, tail::next);
    }

    private void busy(long offset) {
        consumer.schedulePollTask(() -> {
            add(FIRST, offset);
            busy(offset + 1);
        });
    }
}
