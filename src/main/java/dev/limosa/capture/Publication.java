package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Takes more tables into what is captured, while nothing captures. */
public final class Publication {

    /** The advisory lock under which what is published changes. */
    static final long CHANGES = 7_812_340_003L;

    private static final String LOCK_TIMED_OUT = "55P03";

    private final Connection source;
    private final CaptureConfig config;

    public Publication(Connection source, CaptureConfig config) {
        this.source = source;
        this.config = config;
    }

    /**
     * Publishes the changes of these tables from one place of the log on, at which no transaction is half in it: the
     * lock waits for all that have written one of the tables, and keeps others from it for the moment it takes. What is
     * in the tables then, the snapshot reads. Tables that are published already are passed over.
     *
     * @param patience how long writers may be waited for; they wait behind us meanwhile
     * @throws RefusedException if the slot is in use, or writers did not finish in time; nothing is changed then
     */
    public void add(Collection<TableId> tables, Duration patience) throws SQLException {
        source.setAutoCommit(false);
        try (Statement statement = source.createStatement()) {
            List<TableId> missing = missing(tables);
            if (!missing.isEmpty()) {
                String names = missing.stream().map(Sql::quote).collect(Collectors.joining(", "));
                statement.execute("SET LOCAL lock_timeout = " + patience.toMillis());
                statement.execute("LOCK TABLE " + names + " IN SHARE ROW EXCLUSIVE MODE");
                // A capture that has just begun looks at the publication under the same lock, once its slot is active.
                statement.execute("SELECT pg_advisory_xact_lock(" + CHANGES + ")");
                refuseWhileCaptured();
                // ONLY: children of inheritance are tables of their own; partitions come with their root all the same.
                statement.execute("ALTER PUBLICATION " + Sql.quote(config.publication()) + " ADD TABLE "
                        + missing.stream().map(Sql::quote).collect(Collectors.joining(", ONLY ", "ONLY ", "")));
            }
            source.commit();
        } catch (SQLException e) {
            if (LOCK_TIMED_OUT.equals(e.getSQLState())) {
                throw busy(tables, patience);
            }
            throw e;
        } finally {
            source.rollback();
            source.setAutoCommit(true);
        }
    }

    /** Ends the session of a replica that sleeps and still holds the slot; what it has read it will be sent again. */
    public void endCapture() throws SQLException {
        try (PreparedStatement query = source.prepareStatement(
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = ? AND active")) {
            query.setString(1, config.slot());
            query.executeQuery().close();
        }
    }

    private static RefusedException busy(Collection<TableId> tables, Duration patience) {
        return new RefusedException("cannot add " + tables + ": a transaction has been writing to one of them for more"
                + " than " + patience.toSeconds() + " s; see pg_stat_activity, and try again when it is over");
    }

    private List<TableId> missing(Collection<TableId> tables) throws SQLException {
        List<TableId> missing = new ArrayList<>(tables);
        try (PreparedStatement query =
                source.prepareStatement("SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?")) {
            query.setString(1, config.publication());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    missing.remove(new TableId(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return missing;
    }

    /** Capture counts the events of a transaction: it must not go through one before and after with other tables. */
    private void refuseWhileCaptured() throws SQLException {
        try (PreparedStatement query =
                source.prepareStatement("SELECT active_pid FROM pg_replication_slots WHERE slot_name = ? AND active")) {
            query.setString(1, config.slot());
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    throw new RefusedException("cannot add tables while slot '" + config.slot()
                            + "' is read by process " + row.getInt(1) + " of the source; stop all replicas");
                }
            }
        }
    }
}
