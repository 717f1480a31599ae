package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.AdvisoryLock;
import dev.limosa.jdbc.PublicationCatalog;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import dev.limosa.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes more tables into what is captured, while nothing captures. */
public final class Publication {

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
        try {
            List<TableId> missing = missing(tables);
            if (!missing.isEmpty()) {
                String names = missing.stream().map(Sql::quote).collect(Collectors.joining(", "));
                Query.run(source, "SET LOCAL lock_timeout = " + patience.toMillis());
                Query.run(source, "LOCK TABLE " + names + " IN SHARE ROW EXCLUSIVE MODE");
                // A capture that has just begun looks at the publication under the same lock, once its slot is active.
                AdvisoryLock.PUBLICATION.take(source);
                refuseWhileCaptured();
                // ONLY: children of inheritance are tables of their own; partitions come with their root all the same.
                Query.run(
                        source,
                        "ALTER PUBLICATION " + Sql.quote(config.publication()) + " ADD TABLE "
                                + missing.stream().map(Sql::quote).collect(Collectors.joining(", ONLY ", "ONLY ", "")));
            }
            source.commit();
        } catch (SQLException e) {
            if (SqlFailure.isLockTimeout(e)) {
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
        Query.is(
                source,
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = ? AND active",
                config.slot());
    }

    private static RefusedException busy(Collection<TableId> tables, Duration patience) {
        return new RefusedException("cannot add " + tables + ": a transaction has been writing to one of them for more"
                + " than " + patience.toSeconds() + " s; see pg_stat_activity, and try again when it is over");
    }

    private List<TableId> missing(Collection<TableId> tables) throws SQLException {
        List<TableId> missing = new ArrayList<>(tables);
        PublicationCatalog.tables(source, config.publication()).forEach(missing::remove);
        return missing;
    }

    /** Capture counts the events of a transaction: it must not go through one before and after with other tables. */
    private void refuseWhileCaptured() throws SQLException {
        Optional<Integer> reader = Query.first(
                source,
                "SELECT active_pid FROM pg_replication_slots WHERE slot_name = ? AND active",
                row -> row.getInt(1),
                config.slot());
        if (reader.isPresent()) {
            throw new RefusedException("cannot add tables while slot '" + config.slot() + "' is read by process "
                    + reader.get() + " of the source; stop all replicas");
        }
    }
}
