package dev.limosa.verify;

import dev.limosa.verify.RowMerge.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares one table wholly while both sides are being written to. Memory does not grow with the table, nor with how
 * much of it is different. Used once, by one thread.
 */
final class TableVerification {

    private static final int SUSPECTS_AT_ONCE = 10_000;
    private static final int TELL_EVERY = 50_000;

    private final ComparedTable table;
    private final DifferenceCheck check;
    private final Repair repair;
    private final VerificationProgress progress;
    private final int limit;
    private final List<Difference> suspects = new ArrayList<>();
    private final List<RowDifference> shown = new ArrayList<>();
    private final long[] counts = new long[RowDifference.Kind.values().length];
    private long unsettled;
    private long told;

    /** @param limit how many differences to describe; all are counted */
    TableVerification(
            ComparedTable table, DifferenceCheck check, Repair repair, VerificationProgress progress, int limit) {
        this.table = table;
        this.check = check;
        this.repair = repair;
        this.progress = progress;
        this.limit = limit;
    }

    /** @param source and {@code target}: for this alone, since each is in one long statement meanwhile */
    TableReport run(Connection source, Connection target, Known known, long barrier)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        List<String> key = table.target().key();
        try (KeyedRows expected = new KeyedRows(
                        source, RowSelection.all(table.source(), table.sourceOnly()), table.function(), key);
                KeyedRows found =
                        new KeyedRows(target, RowSelection.all(table.target(), false), RowFunction.identity(), key)) {
            RowMerge merge = new RowMerge(table, expected, found);
            for (Difference next = merge.next(); next != null; next = merge.next()) {
                suspect(next, merge.compared());
            }
            settle();
            progress.compared(table.source().table(), merge.compared());
            return report(merge.compared(), expected.filtered(), known, barrier);
        }
    }

    /** What the target's own tables say of open and discarded rows. */
    record Known(long open, long discarded) {}

    private void suspect(Difference difference, long compared)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        suspects.add(difference);
        if (suspects.size() == SUSPECTS_AT_ONCE) {
            settle();
        }
        if (compared - told > TELL_EVERY) {
            told = compared;
            progress.compared(table.source().table(), compared);
        }
    }

    private void settle() throws SQLException, InterruptedException, BarrierTimeoutException {
        if (suspects.isEmpty()) {
            return;
        }
        progress.lookingAgain(table.source().table(), suspects.size());
        DifferenceCheck.Verdict verdict = check.settle(suspects);
        suspects.clear();
        unsettled += verdict.unsettled();
        verdict.confirmed().forEach(this::count);
        if (!verdict.confirmed().isEmpty()) {
            repair.repair(
                    table.source().table(),
                    verdict.confirmed().stream().map(Difference::keyJson).toList());
        }
    }

    private void count(Difference difference) {
        counts[difference.kind().ordinal()]++;
        if (shown.size() < limit) {
            shown.add(
                    RowDifference.of(difference.kind(), table.target().key(), difference.key(), difference.columns()));
        }
    }

    private TableReport report(long compared, long filtered, Known known, long barrier) {
        return new TableReport(
                table.source().table(),
                table.target().table(),
                compared,
                filtered,
                counts[RowDifference.Kind.MISSING.ordinal()],
                counts[RowDifference.Kind.EXTRA.ordinal()],
                counts[RowDifference.Kind.UNEQUAL.ordinal()],
                unsettled,
                known.open(),
                known.discarded(),
                barrier,
                shown);
    }
}
