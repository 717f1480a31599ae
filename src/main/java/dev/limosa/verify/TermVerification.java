package dev.limosa.verify;

import dev.limosa.change.TableSchema;
import dev.limosa.transform.RowTerms;
import dev.limosa.verify.TableVerification.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts a table's terms again, from all of its source rows, and compares with the counts in the target.
 *
 * <p>One look: a barrier comes through → the counts in the target → those of the source. While the table is being
 * written to, the two are of different moments; so a count is called wrong only if it was in two looks, one behind the
 * other, and neither side had changed in between. Holds all terms in memory. Used once, by one thread.
 */
final class TermVerification {

    private final ComparedTable rows;
    private final RowTerms terms;
    private final TableSchema counts;
    private final BarrierGate gate;
    private final Duration patience;
    private final VerificationProgress progress;

    /** @param found and {@code expected}: 0 where there is no such term */
    private record Pair(long expected, long found) {

        boolean differs() {
            return expected != found;
        }

        RowDifference.Kind kind() {
            return found == 0
                    ? RowDifference.Kind.MISSING
                    : expected == 0 ? RowDifference.Kind.EXTRA : RowDifference.Kind.UNEQUAL;
        }
    }

    /** @param counts the target's table of counts */
    TermVerification(
            ComparedTable rows,
            RowTerms terms,
            TableSchema counts,
            BarrierGate gate,
            Duration patience,
            VerificationProgress progress) {
        this.rows = rows;
        this.terms = terms;
        this.counts = counts;
        this.gate = gate;
        this.patience = patience;
        this.progress = progress;
    }

    /** @param limit how many differences to describe; all are counted */
    TableReport run(Connection source, Connection target, Known known, int limit)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        long barrier = gate.pass();
        Map<String, Pair> seen = look(source, target);
        Map<String, Pair> wrong = new TreeMap<>();
        Map<String, Pair> pending = differing(seen);
        progress.compared(counts.table(), seen.size());
        while (!pending.isEmpty() && System.nanoTime() < deadline) {
            progress.lookingAgain(counts.table(), pending.size());
            gate.pass();
            pending = settle(pending, look(source, target), wrong);
        }
        return report(seen.size(), wrong, pending.size(), known, barrier, limit);
    }

    /** @return what is still to be looked at */
    private static Map<String, Pair> settle(Map<String, Pair> before, Map<String, Pair> now, Map<String, Pair> wrong) {
        Map<String, Pair> pending = new HashMap<>();
        before.forEach((term, pair) -> {
            Pair again = now.getOrDefault(term, new Pair(0, 0));
            if (again.equals(pair)) {
                wrong.put(term, pair);
            } else if (again.differs()) {
                pending.put(term, again);
            }
        });
        return pending;
    }

    private static Map<String, Pair> differing(Map<String, Pair> all) {
        Map<String, Pair> differing = new HashMap<>(all);
        differing.values().removeIf(pair -> !pair.differs());
        return differing;
    }

    /** The target first: what it holds was in the source before. */
    private Map<String, Pair> look(Connection source, Connection target) throws SQLException {
        Map<String, Pair> pairs = new HashMap<>();
        try (KeyedRows found =
                new KeyedRows(target, RowSelection.all(counts, false), RowFunction.identity(), counts.key())) {
            for (found.advance(); !found.atEnd(); found.advance()) {
                long documents = Long.parseLong(String.valueOf(found.row().text(2)));
                pairs.put(String.join("\0", found.key()), new Pair(0, documents));
            }
        }
        try (KeyedRows expected = new KeyedRows(
                source,
                RowSelection.all(rows.source(), rows.sourceOnly()),
                rows.function(),
                rows.target().key())) {
            for (expected.advance(); !expected.atEnd(); expected.advance()) {
                terms.of(expected.row().bytes())
                        .keys()
                        .forEach(term -> pairs.merge(
                                term, new Pair(1, 0), (known, one) -> new Pair(known.expected() + 1, known.found())));
            }
        }
        return pairs;
    }

    private TableReport report(
            long compared, Map<String, Pair> wrong, long unsettled, Known known, long barrier, int limit) {
        List<RowDifference> shown = new ArrayList<>();
        long[] byKind = new long[RowDifference.Kind.values().length];
        wrong.forEach((term, pair) -> {
            byKind[pair.kind().ordinal()]++;
            if (shown.size() < limit) {
                List<String> columns =
                        pair.kind() == RowDifference.Kind.UNEQUAL ? List.of("documents") : List.<String>of();
                shown.add(RowDifference.of(pair.kind(), counts.key(), List.of(term.split("\0", 2)), columns));
            }
        });
        return new TableReport(
                counts.table(),
                counts.table(),
                compared,
                0,
                byKind[RowDifference.Kind.MISSING.ordinal()],
                byKind[RowDifference.Kind.EXTRA.ordinal()],
                byKind[RowDifference.Kind.UNEQUAL.ordinal()],
                unsettled,
                known.open(),
                known.discarded(),
                barrier,
                shown);
    }
}
