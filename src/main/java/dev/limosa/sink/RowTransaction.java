package dev.limosa.sink;

import dev.limosa.fault.CrashPoint;
import dev.limosa.flow.RowCounts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings rows and the offsets behind them to the target, all or nothing. For one thread. */
final class RowTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(RowTransaction.class);

    private final SinkSettings settings;
    private final OffsetFence fence;
    private final OpenRows openRows;
    private final RowCounts counts;

    RowTransaction(SinkSettings settings, OffsetFence fence, OpenRows openRows, RowCounts counts) {
        this.settings = settings;
        this.fence = fence;
        this.openRows = openRows;
        this.counts = counts;
    }

    /** @return false if the fence kept it from writing */
    boolean run(TargetSession session, List<Step> steps) throws SQLException {
        List<Advance> advances = steps.stream().map(Step::advance).toList();
        List<Operation> operations = operations(steps);
        try {
            return attempt(session, advances, operations, false);
        } catch (SQLException e) {
            if (Verdict.of(e) != Verdict.ROW) {
                throw e;
            }
            LOG.info("the target refuses a row ({}), looking for it", Verdict.describe(e));
            session.rollback();
            openRows.rolledBack();
            return attempt(session, advances, operations, true);
        }
    }

    private List<Operation> operations(List<Step> steps) {
        RowBatch batch = new RowBatch(openRows);
        List<Operation> ordered = new ArrayList<>();
        for (Step step : steps) {
            step.rows().forEach(batch::add);
            ordered.addAll(step.operations());
        }
        List<Operation> operations = batch.operations();
        operations.addAll(ordered);
        return operations;
    }

    private boolean attempt(TargetSession session, List<Advance> advances, List<Operation> operations, boolean careful)
            throws SQLException {
        if (!fence.advance(session, advances)) {
            return false;
        }
        CrashPoint.SINK_BEFORE_ROWS.reached();
        Applier applier = new Applier(settings, session, openRows, careful);
        for (Operation operation : operations) {
            operation.applyTo(applier);
        }
        openRows.write(session.connection());
        CrashPoint.SINK_BEFORE_COMMIT.reached();
        session.commit();
        openRows.committed();
        applier.applied().read().forEach((label, rows) -> counts.add(label.table(), label.kind(), rows));
        CrashPoint.SINK_AFTER_COMMIT.reached();
        return true;
    }
}
