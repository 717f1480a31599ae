package dev.limosa.jdbc;

import dev.limosa.change.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tables of a source that somebody may want to migrate, and what keeps some of them from it. */
public final class SourceTables {

    /** Values that may leave the row (be TOASTed): as long as 2 kB, and not told in full by every update. */
    private static final String TABLES =
            """
            SELECT n.nspname, c.relname, c.relkind::text AS kind, c.relpersistence::text AS persistence,
                   c.relreplident::text AS identity, c.relispartition AS partition, k.indimmediate AS immediate,
                   (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                      AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e') AS extension,
                   (SELECT pn.nspname || '.' || p.relname FROM pg_inherits i
                    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
                    WHERE i.inhrelid = c.oid ORDER BY i.inhseqno LIMIT 1) AS parent,
                   EXISTS (SELECT FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attlen = -1
                             AND a.attstorage IN ('x', 'e')
                             AND NOT (a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype)
                                      AND a.atttypmod BETWEEN 4 AND 500)) AS large
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
            WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('information_schema', 'limosa') AND n.nspname NOT LIKE 'pg\\_%'
            ORDER BY n.nspname, c.relname
            """;

    private SourceTables() {}

    /**
     * @param hindrance why it can't be migrated, if it can't
     * @param advice what should be done on the source before, as a statement
     */
    public record Found(TableId table, @Nullable String hindrance, @Nullable String advice) {}

    /** In the order of their names. */
    public static List<Found> list(Connection source) throws SQLException {
        return Query.list(source, TABLES, SourceTables::found);
    }

    private static Found found(ResultSet row) throws SQLException {
        TableId table = new TableId(row.getString("nspname"), row.getString("relname"));
        @Nullable String hindrance = hindrance(table, row);
        return new Found(table, hindrance, hindrance == null ? advice(table, row) : null);
    }

    private static @Nullable String hindrance(TableId table, ResultSet row) throws SQLException {
        String parent = row.getString("parent");
        if (row.getString("extension") != null) {
            return "belongs to extension " + row.getString("extension");
        }
        if (row.getString("kind").equals("f")) {
            return "a foreign table: its rows are in another database";
        }
        if (row.getBoolean("partition")) {
            return "a partition of " + parent + ", with which its rows are migrated";
        }
        if (row.getString("persistence").equals("u")) {
            return "unlogged: its changes are in no log; ALTER TABLE " + Sql.quote(table) + " SET LOGGED";
        }
        return table.schema().contains(".") ? "a schema with a dot in its name can't be written here" : key(table, row);
    }

    private static @Nullable String key(TableId table, ResultSet row) throws SQLException {
        boolean immediate = row.getBoolean("immediate");
        if (row.wasNull()) {
            String parent = row.getString("parent");
            return (parent == null
                            ? "no primary key"
                            : "inherits from " + parent + ", but has no primary key of its own")
                    + "; ALTER TABLE " + Sql.quote(table) + " ADD PRIMARY KEY (…)";
        }
        return immediate ? null : "its primary key is DEFERRABLE, and PostgreSQL can't tell rows apart by it";
    }

    private static @Nullable String advice(TableId table, ResultSet row) throws SQLException {
        String identity = row.getString("identity");
        boolean needed = identity.equals("n") || row.getBoolean("large") && !identity.equals("f");
        return needed && row.getString("kind").equals("r")
                ? "ALTER TABLE " + Sql.quote(table) + " REPLICA IDENTITY FULL;"
                : null;
    }
}
