package dev.limosa.control;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.control.Execution.Work;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The right to carry out a migration's commands: a number that only grows, in {@code limosa.control}. Who holds it
 * renews it; after {@link #LEASE} without that, by the target's clock, anyone may take the next. That is liveness only:
 * what keeps an owner that slept from acting is that its transactions begin by asking for its own number.
 */
final class ControlEpoch {

    static final String LEASE = "5 seconds";

    private static final String VACANT = "SELECT NOT EXISTS (SELECT FROM limosa.control WHERE migration = ?"
            + " AND renewed_at > clock_timestamp() - interval '" + LEASE + "')";
    private static final String CLAIM = "INSERT INTO limosa.control AS c (migration, epoch, owner, renewed_at)"
            + " VALUES (?, 1, ?, clock_timestamp()) ON CONFLICT (migration) DO UPDATE"
            + " SET epoch = c.epoch + 1, owner = excluded.owner, renewed_at = excluded.renewed_at"
            + " WHERE c.renewed_at < clock_timestamp() - interval '" + LEASE + "' RETURNING epoch";
    private static final String RENEW =
            "UPDATE limosa.control SET renewed_at = clock_timestamp() WHERE migration = ? AND epoch = ?";
    private static final String RELEASE =
            "UPDATE limosa.control SET renewed_at = '-infinity' WHERE migration = ? AND epoch = ?";
    /** An owner that sleeps inside a transaction must not keep the others from taking over for ever. */
    private static final String SETTINGS = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '30s'";

    private final DatabaseConfig target;
    private final String migration;
    private final String owner;
    private final long number;

    private ControlEpoch(DatabaseConfig target, String migration, String owner, long number) {
        this.target = target;
        this.migration = migration;
        this.owner = owner;
        this.number = number;
    }

    /** Whether nobody has renewed lately; only advice, the claim itself decides. */
    static boolean vacant(Connection connection, String migration) throws SQLException {
        return Query.is(connection, VACANT, migration);
    }

    /** @return null if another one was faster */
    static @Nullable ControlEpoch claim(Connection connection, DatabaseConfig target, String migration, String owner)
            throws SQLException {
        return Query.first(
                        connection,
                        CLAIM,
                        row -> new ControlEpoch(target, migration, owner, row.getLong(1)),
                        migration,
                        owner)
                .orElse(null);
    }

    String migration() {
        return migration;
    }

    String owner() {
        return owner;
    }

    long number() {
        return number;
    }

    /** @return false if another one has taken over */
    boolean renew(Connection connection) throws SQLException {
        return Query.update(connection, RENEW, migration, number) == 1;
    }

    /** Another replica may take over at once. */
    void release(Connection connection) throws SQLException {
        Query.update(connection, RELEASE, migration, number);
    }

    /** In a session of its own: commands are few, and may not be in the way of the renewals. */
    <T> T transact(Work<T> work) throws SQLException {
        Connection connection = Databases.connect(target, "limosa control " + migration);
        try {
            Query.run(connection, SETTINGS);
            connection.setAutoCommit(false);
            if (!renew(connection)) {
                throw new LostEpochException(migration, number);
            }
            T result = work.on(connection);
            connection.commit();
            return result;
        } finally {
            Databases.discard(connection);
        }
    }
}
