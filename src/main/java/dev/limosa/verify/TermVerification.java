package dev.limosa.verify;

import dev.limosa.change.TableSchema;
import dev.limosa.transform.RowTerms;
import dev.limosa.verify.TableVerification.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts a table's terms again, from all of its source rows, and compares with the counts in the target.
 *
 * <p>One look: a barrier comes through → the counts in the target → those of the source. While the table is being
 * written to, the two are of different moments. So a count is called wrong only if it was so in two looks, had not
 * changed in the source from one to the other, and stood still in the target at each of {@value #BARRIERS} barriers
 * between them: a row that comes and goes would be seen by one of those. Holds all terms in memory. Used once, by one
 * thread.
 */
final class TermVerification {

    private static final int BARRIERS = 5;

    private final ComparedTable rows;
    private final RowTerms terms;
    private final TableSchema counts;
    private final BarrierGate gate;
    private final Duration patience;
    private final VerificationProgress progress;

    /** What the target's own tables say just now of open and discarded rows of the table that is counted. */
    interface KnownRows {
        Known now() throws SQLException;
    }

    /** @param found and {@code expected}: 0 where there is no such term */
    private record Pair(long expected, long found) {

        RowDifference.Kind kind() {
            return found == 0
                    ? RowDifference.Kind.MISSING
                    : expected == 0 ? RowDifference.Kind.EXTRA : RowDifference.Kind.UNEQUAL;
        }
    }

    /** @param unknown rows that can't be made; they are counted as the target still has them, however that is */
    private record Recount(Map<String, Long> terms, long unknown) {}

    private record Look(Map<String, Long> found, Recount recount, Known known) {

        Pair pair(String term) {
            return new Pair(recount.terms().getOrDefault(term, 0L), found.getOrDefault(term, 0L));
        }

        boolean differs(Pair pair) {
            return Math.abs(pair.expected() - pair.found())
                    > Math.max(recount.unknown(), known.open() + known.discarded());
        }

        Set<String> terms() {
            Set<String> all = new HashSet<>(found.keySet());
            all.addAll(recount.terms().keySet());
            return all;
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
    TableReport run(Connection source, Connection target, KnownRows known, int limit)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        long barrier = gate.pass();
        Look first = new Look(counts(target), recount(source), known.now());
        Set<String> all = first.terms();
        progress.compared(counts.table(), all.size());
        Map<String, Pair> pending = new HashMap<>();
        all.stream()
                .filter(term -> first.differs(first.pair(term)))
                .forEach(term -> pending.put(term, first.pair(term)));
        Map<String, Pair> wrong = new TreeMap<>();
        Look last = first;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!pending.isEmpty() && System.nanoTime() < deadline) {
            progress.lookingAgain(counts.table(), pending.size());
            Map<String, Pair> steady = new HashMap<>(pending);
            Map<String, Long> found = steadily(target, steady);
            last = new Look(found, recount(source), known.now());
            settle(pending, steady, last, wrong);
        }
        return report(all.size(), wrong, pending.size(), last.known(), barrier, limit);
    }

    /**
     * Looks at the target behind each of the next barriers.
     *
     * @param steady loses the terms whose count is another there
     * @return the counts behind the last one
     */
    private Map<String, Long> steadily(Connection target, Map<String, Pair> steady)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        Map<String, Long> found = Map.of();
        for (int i = 0; i < BARRIERS; i++) {
            gate.pass();
            Map<String, Long> now = counts(target);
            steady.entrySet()
                    .removeIf(suspect -> now.getOrDefault(suspect.getKey(), 0L)
                            != suspect.getValue().found());
            found = now;
        }
        return found;
    }

    /** Leaves in {@code pending} what still differs and did not stand still, as it is now. */
    private static void settle(Map<String, Pair> pending, Map<String, Pair> steady, Look now, Map<String, Pair> wrong) {
        for (String term : Set.copyOf(pending.keySet())) {
            Pair pair = now.pair(term);
            if (!now.differs(pair)) {
                pending.remove(term);
            } else if (pair.equals(steady.get(term))) {
                pending.remove(term);
                wrong.put(term, pair);
            } else {
                pending.put(term, pair);
            }
        }
    }

    private Map<String, Long> counts(Connection target) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (KeyedRows all =
                new KeyedRows(target, RowSelection.all(counts, false), RowFunction.identity(), counts.key())) {
            for (all.advance(); !all.atEnd(); all.advance()) {
                found.put(
                        String.join("\0", all.key()),
                        Long.valueOf(String.valueOf(all.row().text(2))));
            }
        }
        return found;
    }

    private Recount recount(Connection source) throws SQLException {
        Map<String, Long> expected = new HashMap<>();
        long unknown = 0;
        try (KeyedRows all = new KeyedRows(
                source,
                RowSelection.all(rows.source(), rows.sourceOnly()),
                rows.function(),
                rows.target().key())) {
            for (all.advance(); !all.atEnd(); all.advance()) {
                if (all.isUnmade()) {
                    unknown++;
                } else {
                    terms.of(all.row().bytes()).keys().forEach(term -> expected.merge(term, 1L, Long::sum));
                }
            }
        }
        return new Recount(expected, unknown);
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
