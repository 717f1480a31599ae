package dev.limosa.verify;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
            SELECT coalesce(min(barrier), 0), coalesce(bool_and(snapshot_done), false)
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
        long before = sent();
        while (!passed(before + 1)) {
            if (System.nanoTime() > deadline) {
                throw new BarrierTimeoutException("cannot compare: waited " + patience.toSeconds() + " s for barrier "
                        + (before + 1) + ", " + standstill(before));
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
        return before + 1;
    }

    private long sent() throws SQLException {
        if (!Query.hasTable(source, "limosa.watermark")) {
            return 0;
        }
        try (PreparedStatement query = source.prepareStatement(
                "SELECT coalesce(max(number), 0) FROM limosa.watermark WHERE migration = ? AND kind = 'barrier'")) {
            query.setString(1, migration);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private boolean passed(long barrier) throws SQLException {
        try (PreparedStatement query = target.prepareStatement(PASSED)) {
            query.setString(1, migration);
            query.setInt(2, generation);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1) >= barrier && row.getBoolean(2);
            }
        }
    }

    private String standstill(long before) throws SQLException {
        long now = sent();
        if (now == before) {
            return "and capture has written none since; start a replica with the role capture, or look at its log";
        }
        try (PreparedStatement query = target.prepareStatement(SLOWEST)) {
            query.setString(1, migration);
            query.setInt(2, generation);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                String place = "topic '" + row.getString(1) + "' partition " + row.getInt(2);
                return row.getLong(3) > before
                        ? "but the snapshot behind " + place + " is not in the target yet; wait for it"
                        : "capture has come to " + now + ", " + place + " to " + row.getLong(3)
                                + "; start replicas with the roles transform and sink, or look at their logs";
            }
        }
    }
}
