package dev.limosa.sink;

import dev.limosa.flow.RowCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task does between its start and its stop. For one thread. */
final class SinkWork implements AutoCloseable {

    private static final long TRY_AGAIN_MS = 500;
    private static final Duration ALIGNED_PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(SinkWork.class);

    private final SinkSettings settings;
    private final SinkTaskContext context;
    private final OpenRows openRows;
    private final Holdings holdings;
    private final AlignedBarriers alignedBarriers;
    private final RowTransaction transaction;
    /** Null before the first use, and from an outage to the next try. */
    private @Nullable TargetSession session;

    private interface TargetAction {
        void run(TargetSession session) throws SQLException;
    }

    /** @param counts takes what is brought to the target */
    SinkWork(SinkSettings settings, SinkTaskContext context, RowCounts counts) {
        this.settings = settings;
        this.context = context;
        OffsetFence fence = new OffsetFence(settings, UUID.randomUUID().toString());
        openRows = new OpenRows(settings);
        holdings = new Holdings(fence, new SinkCatalog(settings), openRows, context, settings.orderedMemory());
        alignedBarriers = new AlignedBarriers(settings, fence, openRows, context, ALIGNED_PATIENCE);
        transaction = new RowTransaction(settings, fence, openRows, counts);
    }

    /** Claims the partitions; if the target can't be reached now, the next {@link #put} does. */
    void open(Collection<TopicPartition> partitions) {
        holdings.assign(partitions);
        try {
            guarded(holdings::settle);
        } catch (RetriableException e) {
            LOG.warn("cannot claim {} yet: {}", partitions, e.getMessage());
        }
    }

    void close(Collection<TopicPartition> partitions) {
        holdings.revoke(partitions);
    }

    void put(Collection<SinkRecord> records) {
        guarded(target -> {
            offer(records, holdings.settle(target));
            if (!write(target) || !alignedBarriers.step(target, holdings.all())) {
                lookAgain(target);
            }
        });
    }

    private void offer(Collection<SinkRecord> records, Set<TopicPartition> moved) {
        holdings.all().forEach(HeldPartition::begin);
        for (SinkRecord record : records) {
            TopicPartition at = new TopicPartition(record.topic(), record.kafkaPartition());
            HeldPartition partition = holdings.get(at);
            if (partition != null && !moved.contains(at)) {
                partition.offer(record);
            }
        }
    }

    /** @return false if the fence kept it from writing */
    private boolean write(TargetSession target) throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (HeldPartition partition : holdings.all()) {
            Step step = partition.step(openRows);
            if (step != null) {
                steps.add(step);
            }
        }
        boolean written = steps.isEmpty() || transaction.run(target, steps);
        if (written) {
            steps.forEach(Step::committed);
        }
        return written;
    }

    /** The offsets were not where we left them: what the target says counts. */
    private void lookAgain(TargetSession target) throws SQLException {
        target.rollback();
        openRows.rolledBack();
        holdings.doubt();
        holdings.settle(target);
    }

    private void guarded(TargetAction action) {
        try {
            action.run(session());
        } catch (SQLException e) {
            loseSession();
            throw inTime(failure(e));
        } catch (RuntimeException e) {
            loseSession();
            throw inTime(e);
        }
    }

    private TargetSession session() throws SQLException {
        TargetSession open = session;
        if (open == null) {
            open = TargetSession.open(settings);
            session = open;
        }
        return open;
    }

    /** A worker of Connect would come back only when it next commits offsets. */
    private <T extends RuntimeException> T inTime(T failure) {
        if (failure instanceof RetriableException) {
            context.timeout(TRY_AGAIN_MS);
        }
        return failure;
    }

    private void loseSession() {
        closeSession();
        openRows.rolledBack();
        holdings.doubt();
    }

    private void closeSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private ConnectException failure(SQLException error) {
        String message =
                "cannot write the target of migration '" + settings.migration() + "': " + Verdict.explain(error);
        if (Verdict.of(error) == Verdict.OUTAGE) {
            return new RetriableException(message, error);
        }
        // The cause of a refused row would bring its values into the log.
        return Verdict.of(error) == Verdict.ROW ? new ConnectException(message) : new ConnectException(message, error);
    }

    /** What is in the target. */
    Map<TopicPartition, OffsetAndMetadata> stored() {
        Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
        for (HeldPartition partition : holdings.all()) {
            stored.put(
                    partition.partition(),
                    new OffsetAndMetadata(partition.stored().next()));
        }
        return stored;
    }

    @Override
    public void close() {
        closeSession();
        holdings.revokeAll();
    }
}
