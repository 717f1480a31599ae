package dev.limosa.verify;

import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SentBarriers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Lets a caller wait until what the source has committed by now has reached the target. Rows that are open don't keep
 * it closed: they are for the caller to find.
 */
final class BarrierGate {

    private static final long LOOK_AGAIN_MS = 100;

    private static final String PASSED =
            """
            SELECT coalesce(min(barrier) >= ? AND bool_and(snapshot_done), false)
            FROM limosa.sink_offset WHERE migration = ? AND generation = ?
            """;
    private static final String SLOWEST =
            """
            SELECT topic, partition, barrier, snapshot_done
            FROM limosa.sink_offset WHERE migration = ? AND generation = ?
            ORDER BY barrier, snapshot_done, topic, partition LIMIT 1
            """;

    private final Connection source;
    private final Connection target;
    private final String migration;
    private final int generation;
    private final Duration patience;

    /** @param patience how long one {@link #pass} may take */
    BarrierGate(Connection source, Connection target, String migration, int generation, Duration patience) {
        this.source = source;
        this.target = target;
        this.migration = migration;
        this.generation = generation;
        this.patience = patience;
    }

    /**
     * Returns when a barrier that was not yet written has come through every partition, and with it all that was
     * committed before this call.
     *
     * @return its number
     */
    long pass() throws SQLException, InterruptedException, BarrierTimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        long before = SentBarriers.newest(source, migration);
        while (!passed(before + 1)) {
            if (System.nanoTime() > deadline) {
                throw new BarrierTimeoutException("cannot compare: waited " + patience.toSeconds() + " s for barrier "
                        + (before + 1) + ", " + standstill(before));
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
        return before + 1;
    }

    private boolean passed(long barrier) throws SQLException {
        return Query.is(target, PASSED, barrier, migration, generation);
    }

    private String standstill(long before) throws SQLException {
        long now = SentBarriers.newest(source, migration);
        if (now == before) {
            return "and capture has written none since; start a replica with the role capture, or look at its log";
        }
        return Query.one(target, SLOWEST, row -> standstill(before, now, row), migration, generation);
    }

    private static String standstill(long before, long now, ResultSet row) throws SQLException {
        String place = "topic '" + row.getString(1) + "' partition " + row.getInt(2);
        return row.getLong(3) > before
                ? "but the snapshot behind " + place + " is not in the target yet; wait for it"
                : "capture has come to " + now + ", " + place + " to " + row.getLong(3)
                        + "; start replicas with the roles transform and sink, or look at their logs";
    }
}
