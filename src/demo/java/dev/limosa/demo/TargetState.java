package dev.limosa.demo;

import static dev.limosa.demo.Statements.number;
import static dev.limosa.demo.Statements.one;
import static dev.limosa.demo.Statements.rows;

import dev.limosa.change.TableId;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the databases themselves say about the migration: nothing here asks the service. For one thread.
 *
 * <p>Lag is taken once for each barrier: from the moment its row was written in the source to the moment the last
 * partition had it in the target. Both clocks are this machine's.
 */
final class TargetState {

    private static final String OF = " WHERE migration = 'demo' AND generation = 1";

    private final Connection source;
    private final Connection target;
    private final Map<Long, Double> lags = new HashMap<>();
    private boolean prepared;
    private boolean snapshotDone;

    TargetState(Connection source, Connection target) {
        this.source = source;
        this.target = target;
    }

    /** The slot is what a migration begins with: changes from here on are streamed. */
    boolean captureBegan() throws SQLException {
        return number(source, "SELECT count(*) FROM pg_replication_slots WHERE slot_name = ?", DemoMigration.SLOT) > 0;
    }

    private boolean prepared() throws SQLException {
        prepared = prepared
                || one(target, "SELECT to_regclass('limosa.sink_offset')") != null
                        && number(target, "SELECT count(*) FROM limosa.sink_offset" + OF) > 0;
        return prepared;
    }

    boolean snapshotDone() throws SQLException {
        snapshotDone = snapshotDone
                || prepared() && "t".equals(one(target, "SELECT bool_and(snapshot_done) FROM limosa.sink_offset" + OF));
        return snapshotDone;
    }

    /** Rows in the target's tables, as far as they are there yet. */
    long rowsOf(List<TableId> tables) throws SQLException {
        long sum = 0;
        for (TableId table : tables) {
            boolean there = one(target, "SELECT to_regclass(?)", Sql.quote(table)) != null;
            sum += there ? number(target, "SELECT count(*) FROM " + Sql.quote(table)) : 0;
        }
        return sum;
    }

    /** Takes the lag of the newest barriers; those during the snapshot say nothing and are left out. */
    void sample() throws SQLException {
        if (!snapshotDone()) {
            return;
        }
        for (String[] row : rows(
                target,
                "SELECT barrier, max(extract(epoch FROM applied_at - barrier_at))" + " FROM limosa.sink_offset" + OF
                        + " AND applied_at IS NOT NULL GROUP BY barrier")) {
            lags.merge(Long.parseLong(row[0]), Double.parseDouble(row[1]), Math::max);
        }
    }

    /** The lag in seconds that a share of the barriers stayed below; NaN if none was seen. */
    double lag(double share) {
        List<Double> sorted = new ArrayList<>(lags.values());
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
    }

    /** The newest barrier capture has sent. */
    long sent() throws SQLException {
        boolean there = one(source, "SELECT to_regclass('limosa.watermark')") != null;
        return there
                ? number(source, "SELECT number FROM limosa.watermark WHERE migration = 'demo' AND kind = 'barrier'")
                : 0;
    }

    long applied() throws SQLException {
        return prepared() ? number(target, "SELECT min(barrier) FROM limosa.sink_offset" + OF) : 0;
    }

    boolean proven(long barrier) throws SQLException {
        return prepared() && "t".equals(one(target, "SELECT limosa.proven('demo', 1, ?::bigint)", barrier));
    }

    long openRows() throws SQLException {
        return prepared() ? number(target, "SELECT count(*) FROM limosa.open_row" + OF) : 0;
    }
}
