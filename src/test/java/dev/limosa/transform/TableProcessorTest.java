package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Barrier;
import dev.limosa.change.Kind;
import dev.limosa.topics.RecordHeaders;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class TableProcessorTest {

    private static final String HISTORY = "m.shop.review";

    private final HistoryWriter history = new HistoryWriter(HISTORY, 5);
    private final MockProcessorContext<byte[], OutputValue> context = new MockProcessorContext<>();
    private long offset = 1000;

    private TableProcessor processor(ApplyMode apply) {
        TransformTable table = Reviews.table(apply, HISTORY, "out", Reviews.config(null));
        TableProcessor processor = new TableProcessor(table, 3, table.transform(), new Passage());
        processor.init(context);
        return processor;
    }

    private void give(TableProcessor processor, TestRecord<byte[], byte[]> record) {
        context.setRecordMetadata(HISTORY, 5, offset++);
        processor.process(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
    }

    private TestRecord<byte[], byte[]> create(long id) {
        return history.event(Kind.CREATE, id, Reviews.row(id, "a", "en"));
    }

    private Optional<Set<Integer>> lastPartition() {
        Record<? extends byte[], ? extends OutputValue> last =
                context.forwarded().get(context.forwarded().size() - 1).record();
        return OutputValue.PARTITIONER.partitions("out", last.key(), last.value(), 8);
    }

    @Test
    void recordsKeepTheirPartition() {
        TableProcessor processor = processor(ApplyMode.PARALLEL);
        give(processor, create(1));
        assertEquals(Optional.of(Set.of(5)), lastPartition());
        give(processor, history.barrier());
        assertEquals(Optional.of(Set.of(5)), lastPartition());
    }

    @Test
    void recordsOfAnOrderedGroupGoToItsOnePartition() {
        TableProcessor processor = processor(ApplyMode.ORDERED);
        give(processor, create(1));
        assertEquals(Optional.of(Set.of(0)), lastPartition());
        Record<? extends byte[], ? extends OutputValue> made =
                context.forwarded().get(0).record();
        assertEquals(
                5,
                RecordHeaders.originPartition(
                        made.headers().lastHeader(RecordHeaders.ORIGIN).value()));
    }

    @Test
    void aTaskThatTakesOverInTheMiddleTakesTheFirstOrdinalAsGiven() {
        TableProcessor processor = processor(ApplyMode.PARALLEL);
        create(1);
        give(processor, create(2));
        give(processor, history.barrier());
        assertEquals(2, context.forwarded().size());
    }

    @Test
    void itsFirstBarrierStillComparesTheNumber() {
        TableProcessor processor = processor(ApplyMode.PARALLEL);
        create(1);
        give(processor, create(2));
        create(3);
        assertThrows(BrokenHistoryException.class, () -> give(processor, history.barrier()));
    }

    @Test
    void itsSecondBarrierComparesTheChecksumToo() {
        TableProcessor processor = processor(ApplyMode.PARALLEL);
        create(1);
        give(processor, create(2));
        give(processor, history.barrier());
        give(processor, create(3));
        assertThrows(
                BrokenHistoryException.class, () -> give(processor, history.barrier(Barrier.Type.WATERMARK, 1, 42)));
    }

    @Test
    void aTaskThatBeginsWithABarrierTakesItAsGiven() {
        TableProcessor processor = processor(ApplyMode.PARALLEL);
        create(1);
        give(processor, history.barrier());
        give(processor, create(2));
        create(3);
        assertThrows(BrokenHistoryException.class, () -> give(processor, create(4)));
    }

    @Test
    void atTheBeginningOfThePartitionNothingIsTakenAsGiven() {
        TableProcessor processor = processor(ApplyMode.PARALLEL);
        offset = 0;
        create(1);
        TestRecord<byte[], byte[]> second = create(2);
        assertThrows(BrokenHistoryException.class, () -> give(processor, second));
    }

    @Test
    void goingBackToTheLastCommitIsNoLoss() {
        TableProcessor processor = processor(ApplyMode.PARALLEL);
        TestRecord<byte[], byte[]> first = create(1);
        TestRecord<byte[], byte[]> second = create(2);
        give(processor, first);
        give(processor, second);
        processor.init(context);
        give(processor, second);
        give(processor, history.barrier());
        assertEquals(4, context.forwarded().size());
    }
}
