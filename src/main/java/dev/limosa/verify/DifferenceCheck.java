package dev.limosa.verify;

import dev.limosa.verify.RowMerge.Difference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells rows that are wrong from rows that only were on their way, while the source is being written to.
 *
 * <p>One look at a key: its version on the source → a barrier written after that comes through → target, then source →
 * the version again. If it is the same, the source's row was not touched all the while, so the target's must be what
 * the transforms make of it. A row that is wrong in two such looks, one behind the other, is different; one that could
 * not be looked at in peace is tried again until the time is over.
 */
final class DifferenceCheck {

    private static final int LOOKS = 2;
    private static final int KEYS_AT_ONCE = 1_000;

    private final ComparedTable table;
    private final Connection source;
    private final Connection target;
    private final BarrierGate gate;
    private final Duration patience;

    /** @param confirmed rows that are wrong, as of the last look; {@code unsettled}: rows that never stood still */
    record Verdict(List<Difference> confirmed, int unsettled) {}

    DifferenceCheck(ComparedTable table, Connection source, Connection target, BarrierGate gate, Duration patience) {
        this.table = table;
        this.source = source;
        this.target = target;
        this.gate = gate;
        this.patience = patience;
    }

    Verdict settle(List<Difference> suspects) throws SQLException, InterruptedException, BarrierTimeoutException {
        List<Difference> confirmed = new ArrayList<>();
        Map<List<String>, Integer> wrong = new LinkedHashMap<>();
        suspects.forEach(suspect -> wrong.put(suspect.key(), 0));
        long deadline = System.nanoTime() + patience.toNanos();
        while (!wrong.isEmpty() && System.nanoTime() < deadline) {
            look(wrong, confirmed);
        }
        return new Verdict(confirmed, wrong.size());
    }

    private void look(Map<List<String>, Integer> wrong, List<Difference> confirmed)
            throws SQLException, InterruptedException, BarrierTimeoutException {
        List<List<String>> keys = List.copyOf(wrong.keySet());
        Map<List<String>, String> before = versions(keys);
        gate.pass();
        Map<List<String>, Difference> differing = differing(keys);
        Map<List<String>, String> after = versions(List.copyOf(differing.keySet()));
        for (Iterator<Map.Entry<List<String>, Integer>> rows = wrong.entrySet().iterator(); rows.hasNext(); ) {
            Map.Entry<List<String>, Integer> row = rows.next();
            Difference difference = differing.get(row.getKey());
            boolean untouched = before.getOrDefault(row.getKey(), "").equals(after.getOrDefault(row.getKey(), ""));
            row.setValue(untouched ? row.getValue() + 1 : 0);
            if (difference == null) {
                rows.remove();
            } else if (row.getValue() == LOOKS) {
                confirmed.add(difference);
                rows.remove();
            }
        }
    }

    private Map<List<String>, Difference> differing(List<List<String>> keys) throws SQLException {
        Map<List<String>, Difference> differing = new HashMap<>();
        for (List<List<String>> some : parts(keys)) {
            List<String> key = table.target().key();
            // The target first: what it holds was in the source before.
            try (KeyedRows found = new KeyedRows(
                            target, RowSelection.of(table.target(), false, some), RowFunction.identity(), key);
                    KeyedRows expected = new KeyedRows(
                            source, RowSelection.of(table.source(), table.sourceOnly(), some), table.function(), key)) {
                RowMerge merge = new RowMerge(table, expected, found);
                for (Difference next = merge.next(); next != null; next = merge.next()) {
                    differing.put(next.key(), next);
                }
            }
        }
        return differing;
    }

    private Map<List<String>, String> versions(List<List<String>> keys) throws SQLException {
        Map<List<String>, String> versions = new HashMap<>();
        for (List<List<String>> some : parts(keys)) {
            try (Statement statement = source.createStatement();
                    ResultSet rows =
                            statement.executeQuery(RowSelection.versions(table.source(), table.sourceOnly(), some))) {
                while (rows.next()) {
                    versions.put(some.get(rows.getInt(1) - 1), rows.getString(2));
                }
            }
        }
        return versions;
    }

    private static List<List<List<String>>> parts(List<List<String>> keys) {
        List<List<List<String>>> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            parts.add(keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE)));
        }
        return parts;
    }
}
