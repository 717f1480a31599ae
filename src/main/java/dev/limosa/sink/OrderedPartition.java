package dev.limosa.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The partition of a group of tables: records are kept until every history partition behind it has passed a watermark;
 * then all events before that watermark are there, and go to the target in the source's own order.
 *
 * <p>The stored offset is that of the first record not applied yet, and some behind it may be applied: a record stays
 * in the log until all before it are applied, and one that is read again is known by its sequence number.
 *
 * <p>How much has to be kept depends on how far the history partitions are apart, and on how much the source changes
 * between two watermarks: beyond a limit, rows wait in a file.
 */
final class OrderedPartition extends HeldPartition {

    private final RecordReader reader;
    /** As of the stored offset; what a restart begins with. */
    private Upstream base;
    /** As of the last record taken. */
    private final Upstream head;
    /** All records from the stored offset on, in the order of offsets. */
    private final Deque<Incoming> log = new ArrayDeque<>();

    private final ValueStore values;
    private long next;

    OrderedPartition(TopicPartition partition, Output output, StoredOffset stored, long memoryBytes) {
        super(partition, output, stored);
        values = new ValueStore(memoryBytes);
        reader = new RecordReader(output, partition.partition());
        base = Upstream.of(partition, output.origins(partition.partition()), stored.upstream());
        head = base.copy();
        next = stored.next();
    }

    @Override
    void begin() {}

    @Override
    void offer(SinkRecord record) {
        if (record.kafkaOffset() < next) {
            return;
        }
        Incoming incoming = reader.read(record, head);
        head.accept(incoming);
        log.add(incoming instanceof Row row ? row.keptIn(values) : incoming);
        next = incoming.offset() + 1;
    }

    @Override
    @Nullable
    Step step(OpenRows openRows) {
        Reached upTo = head.slowest();
        return upTo.barrier() <= stored().barrier() ? null : step(upTo, openRows, output().constraintsMade());
    }

    /** Without the constraints, which are made again when no row of the group is open. */
    @Override
    Step relaxed(Step step, OpenRows openRows) {
        return output().constraintsMade() && openRows.anyOf(output().tables())
                ? step(head.slowest(), openRows, false)
                : step;
    }

    private Step step(Reached upTo, OpenRows openRows, boolean constraints) {
        List<Incoming> due = due(upTo.sequence());
        boolean reset = due.stream().anyMatch(incoming -> incoming instanceof Mark mark && mark.isReset());
        boolean read = head.snapshotDoneBefore(upTo.barrier());
        List<Operation> operations = new ArrayList<>();
        if (output().constraintsMade() && !constraints) {
            operations.add(new ConstraintsToDrop(output()));
        }
        operations.addAll(SourceOrder.operations(due, output(), openRows, constraints));
        if (read && (reset || !constraints)) {
            operations.add(new ConstraintsToMake(output()));
        }
        // A group that was read once stays done until a table of it is emptied to be read again.
        boolean done = read || stored().snapshotDone() && !reset;
        return new Step(this, advance(upTo, done), List.of(), operations);
    }

    private Advance advance(Reached upTo, boolean done) {
        Upstream upstream = base.copy();
        long nextOffset = next;
        for (Incoming incoming : log) {
            if (!isBefore(incoming, upTo.barrier(), upTo.sequence())) {
                nextOffset = incoming.offset();
                break;
            }
            upstream.accept(incoming);
        }
        StoredOffset to = new StoredOffset(
                nextOffset, stored().epoch(), upTo.barrier(), upTo.sequence(), done, upstream.toJson());
        return new Advance(partition(), stored(), to, upTo.atMicros());
    }

    private static boolean isBefore(Incoming incoming, long barrier, long sequence) {
        return incoming instanceof Mark mark && !mark.isTruncate()
                ? mark.barrier().watermark() <= barrier
                : incoming.sequence() <= sequence;
    }

    /** Events and TRUNCATEs after the last one applied, in the source's order. */
    private List<Incoming> due(long upTo) {
        List<Incoming> due = new ArrayList<>();
        for (Incoming incoming : log) {
            if (isDue(incoming, upTo)) {
                due.add(incoming);
            }
        }
        due.sort(Comparator.comparingLong(Incoming::sequence));
        return due;
    }

    private boolean isDue(Incoming incoming, long upTo) {
        boolean watermark = incoming instanceof Mark mark && !mark.isTruncate();
        return !watermark && incoming.sequence() > stored().sequence() && incoming.sequence() <= upTo;
    }

    @Override
    void committed(StoredOffset now) {
        super.committed(now);
        Iterator<Incoming> read = log.iterator();
        while (read.hasNext()) {
            Incoming incoming = read.next();
            if (incoming.offset() >= now.next()) {
                break;
            }
            base.accept(incoming);
            read.remove();
            if (incoming instanceof Row row) {
                row.release();
            }
        }
    }

    /** How many files hold rows that did not fit into memory. */
    int segments() {
        return values.segments();
    }

    @Override
    void close() {
        values.close();
    }
}
