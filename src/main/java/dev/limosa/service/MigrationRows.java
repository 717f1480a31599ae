package dev.limosa.service;

import dev.limosa.jdbc.AdvisoryLock;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows one migration has in the {@code limosa} schema of a database, in every table that tells migrations apart.
 */
final class MigrationRows {

    private static final String TABLES =
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'migration' AND NOT a.attisdropped
            WHERE n.nspname = 'limosa' AND c.relkind = 'r' ORDER BY c.relname
            """;

    private final Connection database;
    private final String migration;

    MigrationRows(Connection database, String migration) {
        this.database = database;
        this.migration = migration;
    }

    List<String> describe() throws SQLException {
        List<String> found = new ArrayList<>();
        boolean others = false;
        List<String> tables = tables();
        for (String table : tables) {
            long ours = count(table, "=");
            if (ours > 0) {
                found.add(ours + " rows of table limosa." + table);
            }
            others |= count(table, "<>") > 0;
        }
        if (!tables.isEmpty() && !others) {
            found.add("schema limosa, which no other migration uses");
        }
        return found;
    }

    /** All in one transaction. */
    void drop() throws SQLException {
        database.setAutoCommit(false);
        try {
            // Capture and preparation make the schema under this lock: it is not taken from under their feet.
            AdvisoryLock.SCHEMA.take(database);
            List<String> tables = tables();
            boolean others = false;
            for (String table : tables) {
                Query.update(database, "DELETE FROM limosa." + Sql.quote(table) + " WHERE migration = ?", migration);
                others |= count(table, "<>") > 0;
            }
            if (!tables.isEmpty() && !others) {
                Query.run(database, "DROP SCHEMA limosa CASCADE");
            }
            database.commit();
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private List<String> tables() throws SQLException {
        return Query.list(database, TABLES, row -> row.getString(1));
    }

    private long count(String table, String operator) throws SQLException {
        return Query.number(
                database,
                "SELECT count(*) FROM limosa." + Sql.quote(table) + " WHERE migration " + operator + " ?",
                migration);
    }
}
