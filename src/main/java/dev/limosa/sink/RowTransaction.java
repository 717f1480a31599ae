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
        try {
            return attempt(session, steps, false);
        } catch (SQLException e) {
            throwUnlessRow(e);
            LOG.info("the target refuses a row ({}), looking for it", Verdict.describe(e));
            takeBack(session);
            return carefully(session, steps);
        }
    }

    private boolean carefully(TargetSession session, List<Step> steps) throws SQLException {
        try {
            return attempt(session, steps, true);
        } catch (SQLException e) {
            throwUnlessRow(e);
            return relaxed(session, steps, e);
        } catch (BrokenOrderException e) {
            return relaxed(session, steps, e);
        }
    }

    /** @throws E if no row is open that explains it */
    private <E extends Exception> boolean relaxed(TargetSession session, List<Step> steps, E refusal)
            throws SQLException, E {
        List<Step> relaxed = steps.stream().map(step -> step.relaxed(openRows)).toList();
        if (relaxed.equals(steps)) {
            throw refusal;
        }
        LOG.warn("an open row breaks constraints of an ordered group: they are dropped until none of its rows is open");
        takeBack(session);
        return attempt(session, relaxed, true);
    }

    private static void throwUnlessRow(SQLException e) throws SQLException {
        if (Verdict.of(e) != Verdict.ROW) {
            throw e;
        }
    }

    private void takeBack(TargetSession session) throws SQLException {
        session.rollback();
        openRows.rolledBack();
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

    private boolean attempt(TargetSession session, List<Step> steps, boolean careful) throws SQLException {
        if (!fence.advance(session, steps.stream().map(Step::advance).toList())) {
            return false;
        }
        CrashPoint.SINK_BEFORE_ROWS.reached();
        Applier applier = new Applier(settings, session, openRows, careful);
        for (Operation operation : operations(steps)) {
            operation.applyTo(applier);
        }
        openRows.write(session.connection());
        CrashPoint.SINK_BEFORE_COMMIT.reached();
        session.commit();
        openRows.committed();
        applier.committed();
        applier.applied().read().forEach((label, rows) -> counts.add(label.table(), label.kind(), rows));
        CrashPoint.SINK_AFTER_COMMIT.reached();
        return true;
    }
}
