package dev.limosa.jdbc;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.TableDescription.ForeignKey;
import dev.limosa.jdbc.TableDescription.UniqueKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what PostgreSQL's catalogue knows of the tables to migrate. */
public final class SourceCatalog {

    private static final String TABLE =
            """
            SELECT c.oid, c.relkind, c.relreplident
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
            """;

    /** A domain is told as what it is made of: the target need not have it. */
    private static final String COLUMNS =
            """
            WITH RECURSIVE base(attnum, typ, typmod) AS (
                SELECT attnum, atttypid, atttypmod FROM pg_attribute WHERE attrelid = ?
                UNION ALL
                SELECT b.attnum, t.typbasetype, t.typtypmod FROM base b JOIN pg_type t ON t.oid = b.typ WHERE t.typtype = 'd')
            SELECT a.attname, format_type(t.oid, b.typmod), NOT a.attnotnull,
                   CASE t.typtype WHEN 'e' THEN 'enum' ELSE format_type(t.oid, NULL) END,
                   CASE t.typtype WHEN 'e' THEN (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
                                                 FROM pg_enum e WHERE e.enumtypid = t.oid) END,
                   n.nspname, t.typname
            FROM pg_attribute a
            JOIN base b ON b.attnum = a.attnum JOIN pg_type t ON t.oid = b.typ AND t.typtype <> 'd'
            JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY a.attnum
            """;

    private static final String KEY =
            """
            SELECT array_agg(a.attname::text ORDER BY k.ord)
            FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(attnum, ord)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ? AND i.indisprimary AND k.ord <= i.indnkeyatts
            """;

    private static final String UNIQUE =
            """
            SELECT ic.relname, array_agg(a.attname::text ORDER BY k.ord), i.indnullsnotdistinct, coalesce(con.condeferrable, false)
            FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
            LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype = 'u'
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(attnum, ord)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ? AND i.indisunique AND NOT i.indisprimary AND i.indisvalid
              AND i.indpred IS NULL AND i.indexprs IS NULL AND k.ord <= i.indnkeyatts
            GROUP BY ic.relname, i.indnullsnotdistinct, con.condeferrable
            ORDER BY ic.relname
            """;

    private static final String FOREIGN =
            """
            SELECT con.conname, n.nspname, f.relname,
                   (SELECT array_agg(a.attname::text ORDER BY k.ord) FROM unnest(con.conkey) WITH ORDINALITY k(attnum, ord)
                    JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum),
                   (SELECT array_agg(a.attname::text ORDER BY k.ord) FROM unnest(con.confkey) WITH ORDINALITY k(attnum, ord)
                    JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum)
            FROM pg_constraint con JOIN pg_class f ON f.oid = con.confrelid JOIN pg_namespace n ON n.oid = f.relnamespace
            WHERE con.conrelid = ? AND con.contype = 'f' AND con.conparentid = 0
            ORDER BY con.conname
            """;

    private final Connection connection;

    public SourceCatalog(Connection connection) {
        this.connection = connection;
    }

    /** @throws IllegalArgumentException if there is no such table, or it has no primary key */
    public TableDescription describe(TableId table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // With nothing else on the path, format_type names every type that is not built in with its schema.
            statement.execute("SET search_path = pg_catalog");
        }
        try (PreparedStatement query = connection.prepareStatement(TABLE)) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException(
                            "cannot find table " + table + " in the source: create it, or take it out of 'tables'");
                }
                return describe(table, row.getLong(1), "p".equals(row.getString(2)), "f".equals(row.getString(3)));
            }
        }
    }

    private TableDescription describe(TableId table, long oid, boolean partitioned, boolean fullIdentity)
            throws SQLException {
        List<Column> columns = new ArrayList<>();
        Map<String, String> baseTypes = new HashMap<>();
        Map<TableId, List<String>> enums = new HashMap<>();
        forEach(COLUMNS, oid, 2, row -> {
            columns.add(new Column(row.getString(1), row.getString(2), row.getBoolean(3)));
            baseTypes.put(row.getString(1), row.getString(4));
            if (row.getArray(5) != null) {
                enums.put(new TableId(row.getString(6), row.getString(7)), strings(row, 5));
            }
        });
        List<String> key = new ArrayList<>();
        forEach(KEY, oid, 1, row -> key.addAll(strings(row, 1)));
        if (key.isEmpty()) {
            throw new IllegalArgumentException("cannot migrate table " + table
                    + ": expected a primary key, found none; add one, or take the table out of 'tables'");
        }
        List<UniqueKey> unique = new ArrayList<>();
        forEach(
                UNIQUE,
                oid,
                1,
                row -> unique.add(
                        new UniqueKey(row.getString(1), strings(row, 2), row.getBoolean(3), row.getBoolean(4))));
        List<ForeignKey> foreign = new ArrayList<>();
        forEach(
                FOREIGN,
                oid,
                1,
                row -> foreign.add(new ForeignKey(
                        row.getString(1),
                        strings(row, 4),
                        new TableId(row.getString(2), row.getString(3)),
                        strings(row, 5))));
        return new TableDescription(
                new TableSchema(table, 1, columns, key), baseTypes, enums, fullIdentity, partitioned, unique, foreign);
    }

    private void forEach(String sql, long oid, int parameters, RowReader reader) throws SQLException {
        // indnullsnotdistinct came with PostgreSQL 15; before it, nulls were always distinct.
        boolean old = connection.getMetaData().getDatabaseMajorVersion() < 15;
        String text = old ? sql.replace("i.indnullsnotdistinct", "false") : sql;
        try (PreparedStatement query = connection.prepareStatement(
                old ? text.replace("GROUP BY ic.relname, false,", "GROUP BY ic.relname,") : text)) {
            for (int i = 1; i <= parameters; i++) {
                query.setLong(i, oid);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
