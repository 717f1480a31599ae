package dev.limosa.sink;

import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two tasks from writing one partition. Each claim takes the next epoch; a transaction begins by moving the
 * offsets under its own epoch, and only if they stand where it left them. A task that was paused, cut off or replaced
 * finds another epoch there and can write nothing any more, whenever it wakes up.
 */
final class OffsetFence {

    /** The epoch that nobody can hold or claim: the partition is sealed. */
    private static final long SEALED = Long.MAX_VALUE;

    private static final int ATTEMPTS = 5;
    private static final String CLAIM_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";
    private static final String STORED =
            " RETURNING o.next_offset, o.epoch, o.barrier, o.sequence, o.snapshot_done, o.upstream";
    private static final String CLAIM = "INSERT INTO limosa.sink_offset AS o"
            + " (migration, generation, topic, partition, owner, epoch, backend_pid)"
            + " VALUES (?, ?, ?, ?, ?, 1, pg_backend_pid())"
            + " ON CONFLICT (migration, generation, topic, partition) DO UPDATE SET epoch = o.epoch + 1,"
            + " owner = excluded.owner, backend_pid = excluded.backend_pid, updated_at = now()"
            + " WHERE o.epoch < " + SEALED + STORED;
    private static final String RECALL = "UPDATE limosa.sink_offset o SET backend_pid = pg_backend_pid()"
            + " WHERE migration = ? AND generation = ? AND topic = ? AND partition = ? AND epoch = ?" + STORED;
    private static final String TERMINATE = "SELECT pg_terminate_backend(a.pid) FROM limosa.sink_offset o"
            + " JOIN pg_stat_activity a ON a.pid = o.backend_pid"
            + " WHERE o.migration = ? AND o.generation = ? AND o.topic = ? AND o.partition = ?"
            + " AND starts_with(a.application_name, '" + Databases.SINK_SESSION + "') AND a.pid <> pg_backend_pid()";
    private static final String ADVANCE = "UPDATE limosa.sink_offset o SET next_offset = n.next, barrier = n.barrier,"
            + " sequence = n.sequence, snapshot_done = n.done, upstream = n.upstream, updated_at = now(),"
            + " barrier_at = CASE WHEN n.barrier > o.barrier"
            + " THEN timestamptz 'epoch' + n.at * interval '1 microsecond' ELSE o.barrier_at END,"
            + " applied_at = CASE WHEN n.barrier > o.barrier THEN clock_timestamp() ELSE o.applied_at END"
            + " FROM unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],"
            + " ?::bigint[], ?::boolean[], ?::text[])"
            + " AS n(topic, partition, epoch, expected, next, barrier, sequence, at, done, upstream)"
            + " WHERE o.migration = ? AND o.generation = ? AND o.topic = n.topic AND o.partition = n.partition"
            + " AND o.epoch = n.epoch AND o.next_offset = n.expected";
    private static final Logger LOG = LoggerFactory.getLogger(OffsetFence.class);

    private final SinkSettings settings;
    private final String owner;

    /** @param owner whom to name in the table; tells people, decides nothing */
    OffsetFence(SinkSettings settings, String owner) {
        this.settings = settings;
        this.owner = owner;
    }

    /** Takes the next epoch of a partition, in a transaction of its own. */
    StoredOffset claim(TargetSession session, TopicPartition partition) throws SQLException {
        StoredOffset claimed = unlocked(session, partition, () -> claimOnce(session.connection(), partition));
        if (claimed == null) {
            throw new ConnectException("cannot write topic '" + partition.topic() + "' partition "
                    + partition.partition() + ": expected an epoch to claim, found it sealed; generation "
                    + settings.generation() + " of migration '" + settings.migration() + "' has ended, stop its sink");
        }
        return claimed;
    }

    private @Nullable StoredOffset claimOnce(Connection target, TopicPartition partition) throws SQLException {
        try (PreparedStatement claim = target.prepareStatement(CLAIM)) {
            setPlace(claim, partition);
            claim.setString(5, owner);
            return stored(claim);
        }
    }

    /**
     * Reads the offset again after a transaction of unknown outcome: it is the outcome.
     *
     * @return null if the partition is another's by now
     */
    @Nullable
    StoredOffset recall(TargetSession session, TopicPartition partition, long epoch) throws SQLException {
        return unlocked(session, partition, () -> {
            try (PreparedStatement recall = session.connection().prepareStatement(RECALL)) {
                setPlace(recall, partition);
                recall.setLong(5, epoch);
                return stored(recall);
            }
        });
    }

    /**
     * Whoever keeps the offset's row locked is a task whose time is over: its session is ended, a few times at most.
     */
    private @Nullable StoredOffset unlocked(TargetSession session, TopicPartition partition, Reading reading)
            throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                session.execute(CLAIM_LOCK_TIMEOUT);
                StoredOffset stored = reading.read();
                session.commit();
                return stored;
            } catch (SQLException e) {
                session.rollback();
                if (!SqlFailure.isLockTimeout(e) || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("{} is locked by an earlier task, ending its session (attempt {})", partition, attempt);
                terminateHolder(session, partition);
            }
        }
    }

    private void terminateHolder(TargetSession session, TopicPartition partition) throws SQLException {
        try (PreparedStatement terminate = session.connection().prepareStatement(TERMINATE)) {
            setPlace(terminate, partition);
            terminate.executeQuery();
        }
        session.commit();
    }

    /**
     * The first statement of every transaction that writes rows.
     *
     * @return whether all of them stood where they should, under our epochs; if not, the transaction must not go on
     */
    boolean advance(TargetSession session, List<Advance> advances) throws SQLException {
        try (PreparedStatement update = session.connection().prepareStatement(ADVANCE)) {
            SqlArrays<Advance> arrays = new SqlArrays<>(session.connection(), advances);
            update.setArray(1, arrays.of("text", a -> a.partition().topic()));
            update.setArray(2, arrays.of("int4", a -> a.partition().partition()));
            update.setArray(3, arrays.of("int8", a -> a.from().epoch()));
            update.setArray(4, arrays.of("int8", a -> a.from().next()));
            update.setArray(5, arrays.of("int8", a -> a.to().next()));
            update.setArray(6, arrays.of("int8", a -> a.to().barrier()));
            update.setArray(7, arrays.of("int8", a -> a.to().sequence()));
            update.setArray(8, arrays.of("int8", Advance::atMicros));
            update.setArray(9, arrays.of("bool", a -> a.to().snapshotDone()));
            update.setArray(10, arrays.of("text", a -> a.to().upstream()));
            update.setString(11, settings.migration());
            update.setInt(12, settings.generation());
            return update.executeUpdate() == advances.size();
        }
    }

    private void setPlace(PreparedStatement statement, TopicPartition partition) throws SQLException {
        statement.setString(1, settings.migration());
        statement.setInt(2, settings.generation());
        statement.setString(3, partition.topic());
        statement.setInt(4, partition.partition());
    }

    private static @Nullable StoredOffset stored(PreparedStatement returning) throws SQLException {
        ResultSet row = returning.executeQuery();
        return row.next()
                ? new StoredOffset(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        row.getString(6))
                : null;
    }

    private interface Reading {
        @Nullable
        StoredOffset read() throws SQLException;
    }
}
