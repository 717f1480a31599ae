package dev.limosa.sink;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The partitions Kafka has given to a task, and which of them it holds in the target. Always in one order, so that two
 * tasks never lock each other's offsets crosswise. For one thread.
 */
final class Holdings {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final OffsetFence fence;
    private final SinkCatalog catalog;
    private final OpenRows openRows;
    private final SinkTaskContext context;
    private final long orderedMemory;
    private final TreeMap<TopicPartition, HeldPartition> held = new TreeMap<>(ORDER);
    private final TreeSet<TopicPartition> unclaimed = new TreeSet<>(ORDER);
    private boolean doubtful;

    Holdings(OffsetFence fence, SinkCatalog catalog, OpenRows openRows, SinkTaskContext context, long orderedMemory) {
        this.fence = fence;
        this.catalog = catalog;
        this.openRows = openRows;
        this.context = context;
        this.orderedMemory = orderedMemory;
    }

    void assign(Collection<TopicPartition> partitions) {
        unclaimed.addAll(partitions);
    }

    void revoke(Collection<TopicPartition> partitions) {
        partitions.forEach(this::forget);
        unclaimed.removeAll(partitions);
    }

    void revokeAll() {
        revoke(List.copyOf(held.keySet()));
        unclaimed.clear();
    }

    /** A transaction ended nobody knows how: nothing that is in memory counts until it is read again. */
    void doubt() {
        doubtful = true;
    }

    @Nullable
    HeldPartition get(TopicPartition partition) {
        return held.get(partition);
    }

    Collection<HeldPartition> all() {
        return held.values();
    }

    /**
     * Makes sure that all partitions are held and their offsets known.
     *
     * @return those that were set to another place: what the consumer has already brought from them is to be dropped
     * @throws RetriableException if one is another task's by now; whether we shall have it, the next poll will show
     */
    Set<TopicPartition> settle(TargetSession session) throws SQLException {
        Set<TopicPartition> moved = new HashSet<>();
        if (doubtful) {
            boolean fenced = recall(session, moved);
            doubtful = false;
            throwIf(fenced);
        }
        if (!unclaimed.isEmpty()) {
            claim(session, moved);
        }
        return moved;
    }

    /** @return whether one is another task's by now */
    private boolean recall(TargetSession session, Set<TopicPartition> moved) throws SQLException {
        boolean fenced = false;
        TreeMap<TopicPartition, StoredOffset> ours = new TreeMap<>(ORDER);
        for (HeldPartition partition : List.copyOf(held.values())) {
            TopicPartition at = partition.partition();
            StoredOffset stored = fence.recall(session, at, partition.stored().epoch());
            if (stored == null) {
                fenced = true;
                forget(at);
                unclaimed.add(at);
            } else {
                ours.put(at, stored);
            }
        }
        load(session);
        ours.forEach((at, stored) -> hold(at, stored, moved));
        return fenced;
    }

    private void throwIf(boolean fenced) {
        if (fenced) {
            throw new RetriableException("cannot write " + unclaimed + ": expected our own epoch in"
                    + " limosa.sink_offset, found another; claiming again if Kafka leaves them with this task");
        }
    }

    private void claim(TargetSession session, Set<TopicPartition> moved) throws SQLException {
        TreeMap<TopicPartition, StoredOffset> claimed = new TreeMap<>(ORDER);
        for (TopicPartition at : unclaimed) {
            claimed.put(at, fence.claim(session, at));
        }
        load(session);
        claimed.forEach((at, stored) -> {
            hold(at, stored, moved);
            unclaimed.remove(at);
        });
    }

    /** Only once nobody else can write them any more. */
    private void load(TargetSession session) throws SQLException {
        catalog.load(session.connection());
        openRows.load(session.connection());
        session.commit();
    }

    private void forget(TopicPartition at) {
        HeldPartition forgotten = held.remove(at);
        if (forgotten != null) {
            forgotten.close();
        }
    }

    private void hold(TopicPartition at, StoredOffset stored, Set<TopicPartition> moved) {
        forget(at);
        held.put(at, HeldPartition.of(at, catalog.output(at.topic()), stored, orderedMemory));
        moved.add(at);
        context.offset(at, stored.next());
        context.resume(at);
    }
}
