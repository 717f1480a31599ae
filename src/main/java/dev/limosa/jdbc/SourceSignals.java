package dev.limosa.jdbc;

import dev.limosa.change.TableId;
import dev.limosa.config.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks whoever captures a migration for something, through the source itself: capture meets the row in its change
 * stream, ordered with the data and exactly once. If nothing captures now, the request waits in the source's log.
 */
public final class SourceSignals {

    /** Read a row again, and tell the target what it is now. */
    public static final String REREAD = "reread";
    /** Empty the table in the target, and read all its rows again. */
    public static final String RESNAPSHOT = "resnapshot";

    private static final TableId TABLE = new TableId("limosa", "signal");
    private static final String SIGNAL = "INSERT INTO limosa.signal"
            + " (migration, kind, schema_name, table_name, key, requested_by)"
            + " SELECT ?, ?, ?, ?, key, ? FROM unnest(?::text[]) AS keys(key)";

    private final Connection source;
    private final String migration;
    private final String publication;
    private final String requestedBy;

    /** @param requestedBy who asks, for capture's log */
    public SourceSignals(Connection source, String migration, String publication, String requestedBy) {
        this.source = source;
        this.migration = migration;
        this.publication = publication;
        this.requestedBy = requestedBy;
    }

    /** @param keys as records have them: JSON objects without blanks */
    public void reread(TableId table, List<String> keys) throws SQLException {
        inOneTransaction(() -> signal(REREAD, table, keys));
    }

    /** @param tables all at one place of the change stream */
    public void resnapshot(List<TableId> tables) throws SQLException {
        inOneTransaction(() -> {
            for (TableId table : tables) {
                signal(RESNAPSHOT, table, List.of(""));
            }
        });
    }

    private interface Statements {
        void run() throws SQLException;
    }

    private void inOneTransaction(Statements statements) throws SQLException {
        requirePublished();
        boolean autoCommit = source.getAutoCommit();
        source.setAutoCommit(false);
        try {
            statements.run();
            forget();
            source.commit();
        } catch (SQLException e) {
            source.rollback();
            throw e;
        } finally {
            source.setAutoCommit(autoCommit);
        }
    }

    private void requirePublished() throws SQLException {
        if (!PublicationCatalog.tables(source, publication).contains(TABLE)) {
            throw new RefusedException("cannot ask capture of migration '" + migration
                    + "': expected table limosa.signal in publication '" + publication
                    + "' of the source, found none; start a replica of this version first");
        }
    }

    private void signal(String kind, TableId table, List<String> keys) throws SQLException {
        Query.update(source, SIGNAL, migration, kind, table.schema(), table.name(), requestedBy, keys);
    }

    /** The stream has seen the rows when they were inserted; nobody else looks at them. */
    private void forget() throws SQLException {
        Query.update(source, "DELETE FROM limosa.signal WHERE migration = ?", migration);
    }
}
