package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.jdbc.AdvisoryLock;
import dev.limosa.jdbc.OwnTables;
import dev.limosa.jdbc.PublicationCatalog;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.replication.LogSequenceNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replication slot and the publication on the source. */
final class ReplicationSlot {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicationSlot.class);

    private final Connection source;
    private final CaptureConfig config;

    ReplicationSlot(Connection source, CaptureConfig config) {
        this.source = source;
        this.config = config;
    }

    /** Makes the publication if it is missing, and refuses one that does not hold exactly these tables. */
    void publish(List<TableId> tables) throws SQLException {
        TreeSet<TableId> expected = OwnTables.with(tables);
        if (!PublicationCatalog.exists(source, config.publication())) {
            // ONLY: children of inheritance are tables of their own; partitions come with their root all the same.
            Query.run(
                    source,
                    "CREATE PUBLICATION " + Sql.quote(config.publication()) + " FOR TABLE "
                            + expected.stream()
                                    .map(table -> "ONLY " + Sql.quote(table))
                                    .collect(Collectors.joining(", "))
                            + " WITH (publish_via_partition_root = true" + generatedColumns() + ")");
        }
        requirePublished(tables);
    }

    /**
     * For the moment at which the slot is active: tables can't be added any more from then on, so what is found here
     * stays.
     */
    void requireStillPublished(List<TableId> tables) throws SQLException {
        AdvisoryLock.PUBLICATION.take(source);
        requirePublished(tables);
    }

    private void requirePublished(List<TableId> tables) throws SQLException {
        TreeSet<TableId> expected = OwnTables.with(tables);
        TreeSet<TableId> found = new TreeSet<>(PublicationCatalog.tables(source, config.publication()));
        if (!found.equals(expected)) {
            throw new CaptureException("cannot capture from publication '" + config.publication()
                    + "': expected tables "
                    + expected + ", found " + found + "; add a table by limosa table add, or put the"
                    + " tables back");
        }
    }

    /**
     * From PostgreSQL 18 on, nobody can update a published table with REPLICA IDENTITY FULL whose stored generated
     * columns are not published.
     */
    private String generatedColumns() throws SQLException {
        return source.getMetaData().getDatabaseMajorVersion() < 18 ? "" : ", publish_generated_columns = stored";
    }

    /**
     * Makes the slot, or takes the one an incarnation left that died before its first commit. Returns where it begins:
     * any place will do before the first chunk is read, since a chunk's windows are part of the stream itself.
     */
    long createIfMissing() throws SQLException {
        List<State> states = state();
        return states.isEmpty() ? create() : states.get(0).confirmed();
    }

    private long create() throws SQLException {
        return lsn(
                Query.text(source, "SELECT lsn FROM pg_create_logical_replication_slot(?, 'pgoutput')", config.slot()));
    }

    /**
     * Refuses to go on from a position the slot has left behind, and ends the session of an older incarnation that
     * still holds the slot. Only after the producer was fenced: what that session still sends reaches nobody.
     */
    void takeOver(long position) throws SQLException, InterruptedException {
        List<State> states = state();
        if (states.isEmpty()) {
            throw new CaptureException("cannot capture from slot '" + config.slot() + "': expected it at or before "
                    + text(position) + ", found none; changes are lost, the migration has to start over");
        }
        State state = states.get(0);
        if (state.lost() || state.confirmed() > position) {
            throw new CaptureException("cannot capture from slot '" + config.slot() + "': expected it at or before "
                    + text(position) + ", found " + (state.lost() ? "its WAL removed" : text(state.confirmed()))
                    + "; changes in between are lost, the migration has to start over");
        }
        for (int i = 0; state.activePid() != 0 && i < 100; i++) {
            LOG.info("ending the session that still holds slot={} pid={}", config.slot(), state.activePid());
            terminate(state.activePid());
            Thread.sleep(100);
            state = state().get(0);
        }
    }

    private void terminate(int pid) throws SQLException {
        Query.is(source, "SELECT pg_terminate_backend(?)", pid);
    }

    private record State(long confirmed, int activePid, boolean lost) {}

    private List<State> state() throws SQLException {
        return Query.list(
                source,
                "SELECT confirmed_flush_lsn, coalesce(active_pid, 0), coalesce(wal_status = 'lost', false)"
                        + " FROM pg_replication_slots WHERE slot_name = ?",
                row -> new State(lsn(row.getString(1)), row.getInt(2), row.getBoolean(3)),
                config.slot());
    }

    private static long lsn(String text) {
        return LogSequenceNumber.valueOf(text).asLong();
    }

    private static String text(long lsn) {
        return LogSequenceNumber.valueOf(lsn).asString();
    }
}
