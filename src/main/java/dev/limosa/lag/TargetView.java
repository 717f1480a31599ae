package dev.limosa.lag;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the target tells about one generation of a migration.
 *
 * @param planned whether the generation has ever begun; if not, nothing else here means anything
 * @param appliedBarrier the newest barrier that all partitions have passed
 * @param provenBarrier everything committed before this one is in the target, no row of it open; 0 while a table is
 *     read for the first time or anew
 * @param appliedSequence number of the last event before {@code appliedBarrier}
 * @param appliedAtMicros when the source wrote that barrier, by its own clock; null before the first
 * @param lastAppliedSecondsAgo since when no partition has passed a barrier, by the target's clock; null before the
 *     first
 * @param historyPartitions partitions of all history topics, {@code outputPartitions} of all output topics
 * @param tables by {@code schema.table} of the source
 * @param building what the sink has been busy with for long, null if nothing
 * @param leftOut how many things of the source's tables were not made
 * @param openRows how many there are; {@code open} tells the most frequent reasons
 */
public record TargetView(
        boolean planned,
        long appliedBarrier,
        long provenBarrier,
        long appliedSequence,
        @Nullable Long appliedAtMicros,
        @Nullable Double lastAppliedSecondsAgo,
        int historyPartitions,
        int outputPartitions,
        Map<String, Table> tables,
        @Nullable Building building,
        long openRows,
        List<Open> open,
        List<Truncate> truncates,
        long leftOut) {

    static final TargetView UNPLANNED =
            new TargetView(false, 0, 0, 0, null, null, 0, 0, Map.of(), null, 0, List.of(), List.of(), 0);

    public TargetView {
        tables = Map.copyOf(tables);
        open = List.copyOf(open);
        truncates = List.copyOf(truncates);
    }

    /**
     * @param done whether its snapshot is wholly in the target
     * @param appliedAtMicros when the source wrote the newest barrier that all its partitions have passed; null before
     *     the first
     */
    public record Table(String historyTopic, boolean done, @Nullable Long appliedAtMicros, long openRows) {}

    /** @param since seconds since the oldest of these rows was left open */
    public record Open(String table, String stage, String error, long rows, double since) {}

    /** A statement that may rightly take its time, such as making a constraint. */
    public record Building(String statement, double seconds) {}

    /**
     * A TRUNCATE for which the partitions of a topic wait for one another.
     *
     * @param seconds since the first of them came to it
     * @param missing the partitions that have not come to it yet
     */
    public record Truncate(String topic, int arrived, int expected, double seconds, List<Integer> missing) {
        public Truncate {
            missing = List.copyOf(missing);
        }
    }

    public boolean snapshotDone() {
        return planned && !tables.isEmpty() && tables.values().stream().allMatch(Table::done);
    }
}
