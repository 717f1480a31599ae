package dev.limosa.flow;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * How many rows of each table a stage of this process has carried since it started. Only ever grows. Thread-safe; to be
 * added to once a batch, not once a row.
 */
public final class RowCounts {

    private final Map<Label, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param kind what became of the rows, one of a few words of the stage */
    public record Label(String table, String kind) {}

    public void add(String table, String kind, long rows) {
        if (rows > 0) {
            counts.computeIfAbsent(new Label(table, kind), label -> new LongAdder())
                    .add(rows);
        }
    }

    public Map<Label, Long> read() {
        return counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .sum()));
    }

    public long of(Label label) {
        LongAdder count = counts.get(label);
        return count == null ? 0 : count.sum();
    }

    /** Over all tables. */
    public Map<String, Long> byKind() {
        Map<String, Long> totals = new TreeMap<>();
        read().forEach((label, rows) -> totals.merge(label.kind(), rows, Long::sum));
        return totals;
    }
}
