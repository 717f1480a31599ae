package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What the two databases say about how far the migration is: the service itself is not asked. */
final class Proof implements AutoCloseable {

    static final String MIGRATION = "bench";

    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** So slow it is not even beside other load. */
    private static final int ROWS_PER_SECOND = 1000;

    private final Connection source;
    private final Connection target;
    private final ChildJvm service;

    Proof(PostgresServer source, PostgresServer target, ChildJvm service) throws SQLException {
        this.source = source.connect();
        this.target = target.connect();
        this.service = service;
    }

    /** Returns when the target has all the rows and a barrier written after them is proven. */
    void awaitSnapshot(int rows) throws Exception {
        Duration longest = LONGEST.plusSeconds(rows / ROWS_PER_SECOND);
        Waiting.until("the snapshot", longest, service, this::snapshotDone);
        awaitNextBarrier();
        long found = number(target, "SELECT count(*) FROM documents");
        if (found != rows) {
            throw new IllegalStateException(
                    "the snapshot is not whole: expected " + rows + " rows in the target, found " + found);
        }
    }

    /**
     * Returns when all that the source has committed by now is in the target. The next watermark row is the first one
     * that is surely written after it.
     */
    void awaitNextBarrier() throws Exception {
        long barrier = 1
                + number(
                        source,
                        "SELECT coalesce(max(number), 0) FROM limosa.watermark WHERE kind = 'barrier' AND migration = '"
                                + MIGRATION + "'");
        Waiting.until("barrier " + barrier, LONGEST, service, () -> isProven(barrier));
    }

    private boolean isProven(long barrier) throws SQLException {
        return number(target, "SELECT limosa.proven('" + MIGRATION + "', 1, " + barrier + ")::int") == 1;
    }

    private boolean snapshotDone() throws SQLException {
        // The service makes its tables when it starts.
        return number(target, "SELECT (to_regclass('limosa.sink_offset') IS NOT NULL)::int") == 1
                && number(target, "SELECT coalesce(bool_and(snapshot_done), false)::int FROM limosa.sink_offset") == 1;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        source.close();
        target.close();
    }
}
