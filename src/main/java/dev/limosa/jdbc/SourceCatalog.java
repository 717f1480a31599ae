package dev.limosa.jdbc;

import static dev.limosa.jdbc.Query.strings;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.TableDescription.ForeignKey;
import dev.limosa.jdbc.TableDescription.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what PostgreSQL's catalogue knows of the tables to migrate. */
public final class SourceCatalog {

    private static final String TABLE =
            """
            SELECT c.oid, c.relkind, c.relreplident
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
            """;

    /** A domain is told as what it is made of: values are written by that type, and the domain checks them. */
    private static final String COLUMNS =
            """
            WITH RECURSIVE base(attnum, typ, typmod) AS (
                SELECT attnum, atttypid, atttypmod FROM pg_attribute WHERE attrelid = ?
                UNION ALL
                SELECT b.attnum, t.typbasetype, t.typtypmod FROM base b JOIN pg_type t ON t.oid = b.typ WHERE t.typtype = 'd')
            SELECT a.attname, format_type(t.oid, b.typmod), NOT a.attnotnull,
                   CASE t.typtype WHEN 'e' THEN 'enum' ELSE format_type(t.oid, NULL) END,
                   a.attlen = -1 AND a.attstorage <> 'p',
                   coalesce(c.collisdeterministic, true) AND (b.typmod >= 0 OR t.typname NOT IN ('numeric', 'bpchar')) AND (
                       t.typtype = 'e' OR t.typnamespace = 'pg_catalog'::regnamespace AND t.typname IN ('bool', 'char',
                       'name', 'int2', 'int4', 'int8', 'oid', 'text', 'varchar', 'bpchar', 'bytea', 'uuid', 'date', 'time',
                       'timetz', 'timestamp', 'timestamptz', 'numeric', 'money', 'bit', 'varbit', 'inet', 'cidr', 'macaddr', 'macaddr8',
                       'pg_lsn', 'xid8', 'tid'))
            FROM pg_attribute a
            JOIN base b ON b.attnum = a.attnum JOIN pg_type t ON t.oid = b.typ AND t.typtype <> 'd'
            LEFT JOIN pg_collation c ON c.oid = a.attcollation
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

    /** Only those every row keeps: one that is not validated, or not enforced, could not be made in the target. */
    private static final String FOREIGN =
            """
            SELECT con.conname, n.nspname, f.relname,
                   (SELECT array_agg(a.attname::text ORDER BY k.ord) FROM unnest(con.conkey) WITH ORDINALITY k(attnum, ord)
                    JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum),
                   (SELECT array_agg(a.attname::text ORDER BY k.ord) FROM unnest(con.confkey) WITH ORDINALITY k(attnum, ord)
                    JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum)
            FROM pg_constraint con JOIN pg_class f ON f.oid = con.confrelid JOIN pg_namespace n ON n.oid = f.relnamespace
            WHERE con.conrelid = ? AND con.contype = 'f' AND con.conparentid = 0 AND con.convalidated
            ORDER BY con.conname
            """;

    private final Connection connection;

    public SourceCatalog(Connection connection) {
        this.connection = connection;
    }

    /** @throws RefusedException if there is no such table, or it has no primary key */
    public TableDescription describe(TableId table) throws SQLException {
        // With nothing else on the path, format_type names every type that is not built in with its schema.
        Query.run(connection, "SET search_path = pg_catalog");
        return Query.first(
                        connection,
                        TABLE,
                        row -> describe(
                                table, row.getLong(1), "p".equals(row.getString(2)), "f".equals(row.getString(3))),
                        table.schema(),
                        table.name())
                .orElseThrow(() -> new RefusedException(
                        "cannot find table " + table + " in the source: create it, or take it out of 'tables'"));
    }

    private TableDescription describe(TableId table, long oid, boolean partitioned, boolean fullIdentity)
            throws SQLException {
        List<CatalogColumn> columns = Query.ofTable(connection, COLUMNS, CatalogColumn::of, oid);
        List<String> key = Query.one(connection, KEY, row -> strings(row, 1), oid);
        TableSchema schema = new TableSchema(
                table, 1, columns.stream().map(CatalogColumn::column).toList(), key);
        TypeCatalog types = new TypeCatalog(connection);
        ColumnCatalog catalog = new ColumnCatalog(connection);
        List<ColumnDefinition> definitions = catalog.of(oid);
        requireCapturable(schema, definitions, fullIdentity);
        return new TableDescription(
                schema,
                columns.stream().collect(Collectors.toMap(CatalogColumn::name, CatalogColumn::baseType)),
                definitions,
                types.of(oid),
                catalog.sequences(oid),
                carriage(columns, fullIdentity, types.naming(oid)),
                columns.stream().filter(c -> key.contains(c.name())).allMatch(CatalogColumn::exact),
                fullIdentity,
                partitioned,
                uniqueKeys(oid),
                foreignKeys(oid));
    }

    /** @param exact whether values that are equal have the same text */
    private record CatalogColumn(Column column, String baseType, boolean large, boolean exact) {

        static CatalogColumn of(ResultSet row) throws SQLException {
            Column column = new Column(row.getString(1), row.getString(2), row.getBoolean(3));
            return new CatalogColumn(column, row.getString(4), row.getBoolean(5), row.getBoolean(6));
        }

        String name() {
            return column.name();
        }
    }

    private static Map<String, Carriage> carriage(
            List<CatalogColumn> columns, boolean fullIdentity, Set<String> naming) {
        Map<String, Carriage> carriage = new HashMap<>();
        for (CatalogColumn column : columns) {
            Carriage streamed = column.large() && !fullIdentity ? Carriage.REREAD : Carriage.STREAMED;
            carriage.put(column.name(), naming.contains(column.name()) ? Carriage.REFUSED : streamed);
        }
        return carriage;
    }

    private static void requireCapturable(
            TableSchema schema, List<ColumnDefinition> definitions, boolean fullIdentity) {
        if (schema.key().isEmpty()) {
            throw refused(schema, "expected a primary key, found none; add one, or take the table out of 'tables'");
        }
        for (String name : schema.key()) {
            if (!schema.has(name)) {
                throw refused(
                        schema,
                        "column '" + name + "' of its primary key is generated, and the target could not write it;"
                                + " take the table out of 'tables'");
            }
        }
        Map<String, String> names = new HashMap<>();
        for (ColumnDefinition column : definitions) {
            String other = names.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (other != null) {
                throw refused(
                        schema,
                        "columns '" + other + "' and '" + column.name()
                                + "' differ in case only, which Debezium can't tell apart; rename one");
            }
            if (fullIdentity && column.generated() != null && !column.stored()) {
                throw refused(
                        schema,
                        "PostgreSQL lets no one update a published table that has REPLICA IDENTITY FULL and a virtual"
                                + " generated column ('" + column.name() + "'); run ALTER TABLE "
                                + Sql.quote(schema.table()) + " REPLICA IDENTITY DEFAULT");
            }
        }
    }

    private static RefusedException refused(TableSchema schema, String why) {
        return new RefusedException("cannot migrate table " + schema.table() + ": " + why);
    }

    private List<UniqueKey> uniqueKeys(long oid) throws SQLException {
        // indnullsnotdistinct came with PostgreSQL 15; before it, nulls were always distinct.
        boolean old = connection.getMetaData().getDatabaseMajorVersion() < 15;
        String sql = old
                ? UNIQUE.replace(", i.indnullsnotdistinct, con", ", con").replace("i.indnullsnotdistinct", "false")
                : UNIQUE;
        return Query.ofTable(
                connection,
                sql,
                row -> new UniqueKey(row.getString(1), strings(row, 2), row.getBoolean(3), row.getBoolean(4)),
                oid);
    }

    private List<ForeignKey> foreignKeys(long oid) throws SQLException {
        return Query.ofTable(
                connection,
                FOREIGN,
                row -> new ForeignKey(
                        row.getString(1),
                        strings(row, 4),
                        new TableId(row.getString(2), row.getString(3)),
                        strings(row, 5)),
                oid);
    }
}
