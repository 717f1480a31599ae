package dev.limosa.sink;

import static java.util.Objects.requireNonNull;

import dev.limosa.fault.CrashPoint;
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
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows and offsets in one transaction of the target for each {@link #put}, exactly once: where to go on is what
 * the target says, never what the consumer group says. Runs in a Connect cluster or in a {@link SinkLoop}. For one
 * thread.
 *
 * <p>Outages of the target are {@link RetriableException}s; any other exception means that a person has to look, and
 * that nothing was written.
 */
public final class LimosaSinkTask extends SinkTask {

    private static final long TRY_AGAIN_MS = 500;
    private static final Duration ALIGNED_PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(LimosaSinkTask.class);

    private final RowCounts counts = new RowCounts();
    private @Nullable SinkSettings settings;
    private @Nullable OffsetFence fence;
    private @Nullable OpenRows openRows;
    private @Nullable Holdings holdings;
    private @Nullable AlignedBarriers alignedBarriers;
    private @Nullable TargetSession session;

    @Override
    public String version() {
        return new LimosaSinkConnector().version();
    }

    @Override
    public void start(Map<String, String> properties) {
        settings = SinkSettings.of(properties);
        fence = new OffsetFence(settings, UUID.randomUUID().toString());
        openRows = new OpenRows(settings);
        holdings = new Holdings(fence, new SinkCatalog(settings), openRows, context, settings.orderedMemory());
        alignedBarriers = new AlignedBarriers(settings, fence, openRows, context, ALIGNED_PATIENCE);
    }

    /** Claims the partitions; if the target can't be reached now, the next {@link #put} does. */
    @Override
    public void open(Collection<TopicPartition> partitions) {
        holdings().assign(partitions);
        try {
            guarded(() -> holdings().settle(session()));
        } catch (RetriableException e) {
            LOG.warn("cannot claim {} yet: {}", partitions, e.getMessage());
        }
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        holdings().revoke(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        guarded(() -> {
            offer(records, holdings().settle(session()));
            if (write()) {
                if (!requireNonNull(alignedBarriers).step(session(), holdings().all())) {
                    lookAgain();
                }
            } else {
                lookAgain();
            }
        });
    }

    private void offer(Collection<SinkRecord> records, Set<TopicPartition> moved) {
        holdings().all().forEach(HeldPartition::begin);
        for (SinkRecord record : records) {
            TopicPartition at = new TopicPartition(record.topic(), record.kafkaPartition());
            HeldPartition partition = holdings().get(at);
            if (partition != null && !moved.contains(at)) {
                partition.offer(record);
            }
        }
    }

    /** @return false if the fence kept it from writing */
    private boolean write() throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (HeldPartition partition : holdings().all()) {
            Step step = partition.step(openRows());
            if (step != null) {
                steps.add(step);
            }
        }
        boolean written = steps.isEmpty() || transact(steps);
        if (written) {
            steps.forEach(Step::committed);
        }
        return written;
    }

    private List<Operation> operations(List<Step> steps) {
        RowBatch batch = new RowBatch(openRows());
        List<Operation> ordered = new ArrayList<>();
        for (Step step : steps) {
            step.rows().forEach(batch::add);
            ordered.addAll(step.operations());
        }
        List<Operation> operations = batch.operations();
        operations.addAll(ordered);
        return operations;
    }

    private boolean transact(List<Step> steps) throws SQLException {
        List<Advance> advances = steps.stream().map(Step::advance).toList();
        List<Operation> operations = operations(steps);
        try {
            return attempt(advances, operations, false);
        } catch (SQLException e) {
            if (Verdict.of(e) != Verdict.ROW) {
                throw e;
            }
            LOG.info("the target refuses a row ({}), looking for it", Verdict.describe(e));
            session().rollback();
            openRows().rolledBack();
            return attempt(advances, operations, true);
        }
    }

    private boolean attempt(List<Advance> advances, List<Operation> operations, boolean careful) throws SQLException {
        if (!requireNonNull(fence).advance(session(), advances)) {
            return false;
        }
        CrashPoint.SINK_BEFORE_ROWS.reached();
        Applier applier = new Applier(requireNonNull(settings), session(), openRows(), careful);
        for (Operation operation : operations) {
            operation.applyTo(applier);
        }
        openRows().write(session().connection());
        CrashPoint.SINK_BEFORE_COMMIT.reached();
        session().commit();
        openRows().committed();
        applier.applied().read().forEach((label, rows) -> counts.add(label.table(), label.kind(), rows));
        CrashPoint.SINK_AFTER_COMMIT.reached();
        return true;
    }

    /** The offsets were not where we left them: what the target says counts. */
    private void lookAgain() throws SQLException {
        session().rollback();
        openRows().rolledBack();
        holdings().doubt();
        holdings().settle(session());
    }

    private void guarded(TargetAction action) {
        try {
            action.run();
        } catch (SQLException e) {
            loseSession();
            throw inTime(failure(e));
        } catch (RuntimeException e) {
            loseSession();
            throw inTime(e);
        }
    }

    /** A worker of Connect would come back only when it next commits offsets. */
    private <T extends RuntimeException> T inTime(T failure) {
        if (failure instanceof RetriableException) {
            context.timeout(TRY_AGAIN_MS);
        }
        return failure;
    }

    private void loseSession() {
        if (session != null) {
            session.close();
            session = null;
        }
        openRows().rolledBack();
        holdings().doubt();
    }

    private ConnectException failure(SQLException error) {
        String message = "cannot write the target of migration '"
                + requireNonNull(settings).migration() + "': " + Verdict.explain(error);
        if (Verdict.of(error) == Verdict.OUTAGE) {
            return new RetriableException(message, error);
        }
        // The cause of a refused row would bring its values into the log.
        return Verdict.of(error) == Verdict.ROW ? new ConnectException(message) : new ConnectException(message, error);
    }

    /** What is in the target, for those who watch the group's lag; nothing is ever read from there. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> consumed) {
        Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
        for (HeldPartition partition : holdings().all()) {
            stored.put(
                    partition.partition(),
                    new OffsetAndMetadata(partition.stored().next()));
        }
        return stored;
    }

    @Override
    public void stop() {
        if (session != null) {
            session.close();
            session = null;
        }
        if (holdings != null) {
            holdings.revokeAll();
        }
    }

    /** Rows brought to the target since the start, for any thread to read. */
    RowCounts counts() {
        return counts;
    }

    private TargetSession session() throws SQLException {
        if (session == null) {
            session = TargetSession.open(requireNonNull(settings));
        }
        return session;
    }

    private Holdings holdings() {
        return requireNonNull(holdings);
    }

    private OpenRows openRows() {
        return requireNonNull(openRows);
    }

    private interface TargetAction {
        void run() throws SQLException;
    }
}
