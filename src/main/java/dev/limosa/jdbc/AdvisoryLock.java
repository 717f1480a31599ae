package dev.limosa.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** What only one session of a database does at a time. The numbers are the same in every version, for ever. */
public enum AdvisoryLock {
    /** Making or dropping what is in schema limosa: two that start together would both find it missing. */
    SCHEMA(7_812_340_001L),
    /** Making a generation's tables in the target. */
    PLAN(7_812_340_002L),
    /** Changing which tables of the source are published. */
    PUBLICATION(7_812_340_003L);

    private final long number;

    AdvisoryLock(long number) {
        this.number = number;
    }

    /** Waits for it; the end of the transaction gives it back. */
    public void take(Connection connection) throws SQLException {
        Query.run(connection, "SELECT pg_advisory_xact_lock(" + number + ")");
    }
}
