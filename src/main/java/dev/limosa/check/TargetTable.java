package dev.limosa.check;

import dev.limosa.change.TableId;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A relation of the target that has the name of a table to write.
 *
 * @param triggers of users, enabled; {@code rules} likewise
 * @param foreignKeys constraints that refuse rows which come before those they refer to
 * @param constraints every constraint's name
 * @param uniques the column lists, in order, of its unique indexes that an upsert can name
 */
record TargetTable(
        TableId id,
        char kind,
        boolean writable,
        boolean owned,
        String owner,
        List<String> triggers,
        List<String> rules,
        List<String> foreignKeys,
        List<String> constraints,
        List<String> uniques,
        Map<String, Column> columns) {

    /** @param filled whether it has a value when none is given: a default, an identity, or null */
    record Column(String type, boolean nullable, boolean filled, boolean generated) {}

    private static final String RELATIONS =
            """
            SELECT n.nspname, c.relname, c.relkind,
                   has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
                   AND has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE')
                   AND has_table_privilege(c.oid, 'DELETE') AND has_table_privilege(c.oid, 'TRUNCATE'),
                   pg_has_role(c.relowner, 'USAGE'), pg_get_userbyid(c.relowner),
                   (SELECT array_agg(t.tgname::text ORDER BY t.tgname) FROM pg_trigger t
                    WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')),
                   (SELECT array_agg(r.rulename::text ORDER BY r.rulename) FROM pg_rewrite r
                    WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN' AND r.ev_enabled IN ('O', 'A')),
                   (SELECT array_agg(k.conname::text ORDER BY k.conname) FROM pg_constraint k
                    WHERE k.conrelid = c.oid AND k.contype = 'f'),
                   (SELECT array_agg(k.conname::text ORDER BY k.conname) FROM pg_constraint k WHERE k.conrelid = c.oid),
                   (SELECT array_agg((SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY quote_ident(a.attname))
                                      FROM pg_attribute a
                                      WHERE a.attrelid = c.oid AND a.attnum = ANY ((x.indkey::int2[])[0:x.indnkeyatts - 1])))
                    FROM pg_index x WHERE x.indrelid = c.oid AND x.indisunique AND x.indisvalid AND x.indimmediate
                                          AND x.indpred IS NULL AND x.indexprs IS NULL)
            FROM unnest(?::text[], ?::text[]) AS t(schema, name)
            JOIN pg_namespace n ON n.nspname = t.schema
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name AND c.relkind NOT IN ('i', 'I', 't')
            """;

    private static final String COLUMNS =
            """
            SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
                   a.atthasdef OR a.attidentity <> '', a.attgenerated <> ''
            FROM unnest(?::text[], ?::text[]) AS t(schema, name)
            JOIN pg_namespace n ON n.nspname = t.schema
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            """;

    /** Those that exist. Expects that the session's search path is {@code pg_catalog} alone, as the source's was. */
    static Map<TableId, TargetTable> read(Connection target, Collection<TableId> tables) throws SQLException {
        List<String> schemas = tables.stream().map(TableId::schema).toList();
        List<String> names = tables.stream().map(TableId::name).toList();
        Map<TableId, Map<String, Column>> columns = new HashMap<>();
        Query.list(
                target,
                COLUMNS,
                row -> columns.computeIfAbsent(
                                new TableId(row.getString(1), row.getString(2)), table -> new HashMap<>())
                        .put(row.getString(3), column(row)),
                schemas,
                names);
        Map<TableId, TargetTable> found = new HashMap<>();
        Query.list(target, RELATIONS, row -> table(row, columns), schemas, names)
                .forEach(table -> found.put(table.id, table));
        return found;
    }

    private static Column column(ResultSet row) throws SQLException {
        boolean nullable = row.getBoolean(5);
        return new Column(row.getString(4), nullable, nullable || row.getBoolean(6), row.getBoolean(7));
    }

    private static TargetTable table(ResultSet row, Map<TableId, Map<String, Column>> columns) throws SQLException {
        TableId id = new TableId(row.getString(1), row.getString(2));
        return new TargetTable(
                id,
                row.getString(3).charAt(0),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getString(6),
                Query.strings(row, 7),
                Query.strings(row, 8),
                Query.strings(row, 9),
                Query.strings(row, 10),
                Query.strings(row, 11),
                columns.getOrDefault(id, Map.of()));
    }
}
