package dev.limosa.check;

import dev.limosa.change.TableId;
import dev.limosa.check.SourceTable.Storage;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the source's catalogue for all tables of the configuration at once, however many there are. */
final class SourceTables {

    private static final String RELATIONS =
            """
            SELECT n.nspname, c.relname, c.relkind, c.relpersistence, c.relreplident, c.relispartition,
                   (SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
                   coalesce((SELECT con.condeferrable FROM pg_constraint con
                             WHERE con.conrelid = c.oid AND con.contype = 'p'), false),
                   coalesce((SELECT i.indisprimary FROM pg_index i
                             WHERE i.indrelid = c.oid AND i.indisreplident), false),
                   has_schema_privilege(n.oid, 'USAGE'), has_table_privilege(c.oid, 'SELECT'),
                   pg_has_role(c.relowner, 'USAGE'), row_security_active(c.oid), pg_get_userbyid(c.relowner),
                   CASE WHEN c.relkind = 'r' THEN (
                       WITH RECURSIVE down(oid) AS (
                           SELECT inhrelid FROM pg_inherits WHERE inhparent = c.oid
                           UNION SELECT h.inhrelid FROM down d JOIN pg_inherits h ON h.inhparent = d.oid)
                       SELECT array_agg(kn.nspname || '.' || k.relname ORDER BY kn.nspname, k.relname)
                       FROM down JOIN pg_class k ON k.oid = down.oid JOIN pg_namespace kn ON kn.oid = k.relnamespace) END
            FROM unnest(?::text[], ?::text[]) AS t(schema, name)
            JOIN pg_namespace n ON n.nspname = t.schema
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """;

    private static final String STORAGE =
            """
            SELECT n.nspname, c.relname, ln.nspname, l.relname, l.relkind, l.relpersistence, l.relreplident,
                   l.reltoastrelid <> 0, coalesce(pg_relation_size(nullif(l.reltoastrelid, 0)), 0),
                   coalesce(pg_table_size(l.oid), 0), l.reltuples,
                   coalesce(pg_stat_get_tuples_updated(l.oid) + pg_stat_get_tuples_deleted(l.oid), 0)
            FROM unnest(?::text[], ?::text[]) AS t(schema, name)
            JOIN pg_namespace n ON n.nspname = t.schema
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name AND c.relkind IN ('r', 'p')
            CROSS JOIN LATERAL (SELECT c.oid WHERE c.relkind = 'r'
                                UNION SELECT p.relid FROM pg_partition_tree(c.oid) p WHERE p.isleaf) AS s(oid)
            JOIN pg_class l ON l.oid = s.oid JOIN pg_namespace ln ON ln.oid = l.relnamespace
            """;

    private SourceTables() {}

    /** Those that exist, by their names. */
    static Map<TableId, SourceTable> read(Connection source, Collection<TableId> tables) throws SQLException {
        List<String> schemas = tables.stream().map(TableId::schema).toList();
        List<String> names = tables.stream().map(TableId::name).toList();
        Map<TableId, List<Storage>> storage = new HashMap<>();
        Query.list(source, STORAGE, SourceTables::storage, schemas, names).stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
                .forEach(storage::put);
        Map<TableId, SourceTable> found = new LinkedHashMap<>();
        for (SourceTable table : Query.list(source, RELATIONS, row -> table(row, storage), schemas, names)) {
            found.put(table.id(), table);
        }
        return found;
    }

    private static Map.Entry<TableId, Storage> storage(ResultSet row) throws SQLException {
        return Map.entry(
                new TableId(row.getString(1), row.getString(2)),
                new Storage(
                        new TableId(row.getString(3), row.getString(4)),
                        letter(row, 5),
                        letter(row, 6),
                        letter(row, 7),
                        row.getBoolean(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getDouble(11),
                        row.getLong(12)));
    }

    private static SourceTable table(ResultSet row, Map<TableId, List<Storage>> storage) throws SQLException {
        TableId id = new TableId(row.getString(1), row.getString(2));
        return new SourceTable(
                id,
                letter(row, 3),
                letter(row, 4),
                letter(row, 5),
                row.getBoolean(6),
                row.getInt(7),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getBoolean(12),
                row.getBoolean(13),
                row.getString(14),
                Query.strings(row, 15),
                storage.getOrDefault(id, List.of()));
    }

    private static char letter(ResultSet row, int column) throws SQLException {
        return row.getString(column).charAt(0);
    }
}
