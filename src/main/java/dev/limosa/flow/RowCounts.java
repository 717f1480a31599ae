package dev.limosa.flow;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * How many rows of each table a stage of this process has carried since it started. Only ever grows. Thread-safe; to be
 * added to once a batch, not once a row.
 */
public final class RowCounts {

    private final Map<Label, LongAdder> counts = new ConcurrentHashMap<>();

    /** What became of the rows. Its name in lower case is what the metrics call it. */
    public enum Kind {
        /** Sent to the history: of the snapshot, of the stream; or not meant for it. */
        SNAPSHOT,
        CHANGE,
        SKIPPED,
        /** Taken from the history: all, and of them those a filter or a failure kept from being made. */
        ROW,
        FILTERED,
        OPEN,
        /** In the target, with those that are open there. */
        WRITTEN,
        DELETED,
        /** What a chain has had instead of rows. */
        TEXTS,
        CHARACTERS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Label(String table, Kind kind) {}

    public void add(String table, Kind kind, long rows) {
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
    public Map<Kind, Long> byKind() {
        Map<Kind, Long> totals = new EnumMap<>(Kind.class);
        read().forEach((label, rows) -> totals.merge(label.kind(), rows, Long::sum));
        return totals;
    }
}
