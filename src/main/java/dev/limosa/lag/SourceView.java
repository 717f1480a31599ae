package dev.limosa.lag;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the source tells about the migration.
 *
 * @param sentBarrier the newest barrier row; 0 before the first
 * @param now the source's clock, in seconds since 1970: the only one that lag is measured with
 * @param slot null if there is none
 * @param estimatedRows the planner's guess for each table still to be read, by {@code schema.table}; absent where it
 *     has none
 */
public record SourceView(long sentBarrier, double now, @Nullable Slot slot, Map<String, Long> estimatedRows) {

    public SourceView {
        estimatedRows = Map.copyOf(estimatedRows);
    }

    /**
     * The replication slot.
     *
     * @param active whether a session reads from it
     * @param retainedBytes WAL the source keeps for it
     * @param limitBytes {@code max_slot_wal_keep_size}, null if there is no limit
     * @param behindBytes WAL written since the place up to which everything is in Kafka
     * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
     */
    public record Slot(
            String name,
            boolean active,
            long retainedBytes,
            @Nullable Long limitBytes,
            long behindBytes,
            String walStatus) {}
}
