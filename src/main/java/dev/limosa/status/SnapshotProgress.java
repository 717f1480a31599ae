package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.lag.CapturedView;
import dev.limosa.lag.SourceView;
import dev.limosa.lag.TargetView;
import dev.limosa.status.MigrationStatus.Snapshot;
import dev.limosa.status.MigrationStatus.TableSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the tables are read. */
final class SnapshotProgress {

    private static final double FORETELLS_FROM_PERCENT = 1;

    private SnapshotProgress() {}

    /**
     * @param captured null if unknown, as with the others; @param rate rows read a second
     * @return null if nothing is known
     */
    static @Nullable Snapshot of(
            MigrationConfig config,
            @Nullable SourceView source,
            @Nullable CapturedView captured,
            @Nullable TargetView target,
            @Nullable Double rate) {
        if (captured == null) {
            return null;
        }
        List<TableSnapshot> tables = tables(config, source, captured, target);
        long rows = tables.stream().mapToLong(TableSnapshot::rows).sum();
        Long expected = expected(tables);
        boolean done = tables.stream().allMatch(TableSnapshot::done);
        Double percent = percent(tables, rows, expected);
        return new Snapshot(rows, expected, percent, rate, eta(rows, expected, percent, rate), done, tables);
    }

    private static List<TableSnapshot> tables(
            MigrationConfig config, @Nullable SourceView source, CapturedView captured, @Nullable TargetView target) {
        Map<String, Long> estimates = source == null ? Map.of() : source.estimatedRows();
        List<TableSnapshot> tables = new ArrayList<>();
        for (TableConfig table : config.tables()) {
            String name = table.table().toString();
            CapturedView.SnapshotProgress progress =
                    captured.snapshots().getOrDefault(name, new CapturedView.SnapshotProgress(0, false));
            boolean done = target != null
                    && target.tables().containsKey(name)
                    && target.tables().get(name).done();
            Long estimate = estimates.get(name);
            Long expected = progress.done()
                    ? Long.valueOf(progress.rows())
                    : estimate == null ? null : Long.valueOf(Math.max(estimate, progress.rows()));
            tables.add(new TableSnapshot(name, progress.rows(), expected, progress.done(), done));
        }
        return tables;
    }

    private static @Nullable Long expected(List<TableSnapshot> tables) {
        long sum = 0;
        for (TableSnapshot table : tables) {
            Long rows = table.estimatedRows();
            if (rows == null) {
                return null;
            }
            sum += rows;
        }
        return sum;
    }

    /** Short of 100 as long as a table is still being read: an estimate may have been too low. */
    private static @Nullable Double percent(List<TableSnapshot> tables, long rows, @Nullable Long expected) {
        if (tables.stream().allMatch(TableSnapshot::read)) {
            return 100.0;
        }
        return expected == null ? null : Double.valueOf(Math.min(99.9, 100.0 * rows / Math.max(1, expected)));
    }

    private static @Nullable Double eta(
            long rows, @Nullable Long expected, @Nullable Double percent, @Nullable Double rate) {
        if (expected == null || percent == null || rate == null) {
            return null;
        }
        boolean tellable = percent >= FORETELLS_FROM_PERCENT && percent < 100 && rate >= 1;
        return tellable ? Double.valueOf((expected - rows) / rate) : null;
    }
}
