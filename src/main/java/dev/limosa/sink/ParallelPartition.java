package dev.limosa.sink;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A partition whose records go to the target as they come, up to a TRUNCATE, which all partitions pass together. */
final class ParallelPartition extends HeldPartition {

    private final RecordReader reader;
    private final List<Row> rows = new ArrayList<>();
    private Upstream applied;
    private Upstream offered;
    private long next;
    private @Nullable Mark waitsAt;
    private boolean arrived;
    private @Nullable LongWait wait;

    ParallelPartition(TopicPartition partition, Output output, StoredOffset stored) {
        super(partition, output, stored);
        reader = new RecordReader(output, partition.partition());
        applied = Upstream.of(partition, output.origins(partition.partition()), stored.upstream());
        offered = applied;
        next = stored.next();
    }

    @Override
    void begin() {
        rows.clear();
        offered = applied.copy();
        next = stored().next();
    }

    @Override
    void offer(SinkRecord record) {
        if (waitsAt != null || record.kafkaOffset() < next) {
            return;
        }
        Incoming incoming = reader.read(record, offered);
        next = incoming.offset();
        if (incoming instanceof Mark mark && mark.isTruncate()) {
            waitsAt = mark;
            return;
        }
        offered.accept(incoming);
        next = incoming.offset() + 1;
        if (incoming instanceof Row row) {
            rows.add(row);
        }
    }

    @Override
    @Nullable
    Step step(OpenRows openRows) {
        return next == stored().next() ? null : new Step(this, to(offered, next), rows, List.of());
    }

    private Advance to(Upstream upstream, long nextOffset) {
        Reached slowest = upstream.slowest();
        StoredOffset to = new StoredOffset(
                nextOffset,
                stored().epoch(),
                slowest.barrier(),
                slowest.sequence(),
                upstream.snapshotDoneBefore(slowest.barrier()),
                upstream.toJson());
        return new Advance(partition(), stored(), to, slowest.atMicros());
    }

    @Override
    void committed(StoredOffset now) {
        super.committed(now);
        applied = offered;
        rows.clear();
    }

    /** The TRUNCATE that keeps it from going on until all partitions of its topic are there, too, or null. */
    @Nullable
    Mark waitsAt() {
        return waitsAt;
    }

    /** Whether it is known in the target that this partition waits. */
    boolean hasArrived() {
        return arrived;
    }

    /** @param wait begins here */
    void arrived(LongWait wait) {
        arrived = true;
        this.wait = wait;
    }

    /** Whether it has to be told that it has waited for the others too long. */
    boolean hasWaitedTooLong(long nowNanos) {
        return wait != null && wait.isTooLong(nowNanos);
    }

    /** The way beyond the TRUNCATE. */
    Advance pass(Mark truncate) {
        Upstream beyond = applied.copy();
        beyond.accept(truncate);
        return to(beyond, truncate.offset() + 1);
    }

    void passed(Advance advance, Mark truncate) {
        super.committed(advance.to());
        applied.accept(truncate);
        offered = applied;
        next = advance.to().next();
        waitsAt = null;
        arrived = false;
        wait = null;
    }
}
