package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a table is to capture: the change stream follows a relation, not a name, and tells neither of another relation
 * under the name nor of rows that are gone or there because of DDL.
 *
 * @param facts in words, for whoever has to mend it; two tables with the same are one
 * @param types column → oid of its type, as the change stream names it
 */
record TableFacts(SortedSet<String> facts, Map<String, Integer> types) {

    private static final String PARTITION = "partition ";
    private static final String COLUMN = "column ";
    private static final String ATTACHED = " attached";

    /**
     * Asks the catalogues alone: functions such as pg_partition_tree lock what they look at, and would wait behind
     * every ALTER TABLE. A partition that the transaction which made it also put into its place has all its rows from
     * the change stream; one that was attached later may have brought some.
     */
    private static final String READ =
            """
            SELECT n.nspname, c.relname, f.fact, f.name, f.type
            FROM unnest(?::text[], ?::text[]) AS t(schema, name)
            JOIN pg_namespace n ON n.nspname = t.schema
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name AND c.relkind IN ('r', 'p')
            CROSS JOIN LATERAL (
                SELECT 'relation ' || c.oid, NULL::name, 0::bigint
                UNION ALL
                SELECT format('column %s %I of type %s (%s, %s)', a.attnum, a.attname, y.typname, y.oid, a.atttypmod),
                       a.attname, y.oid::bigint
                FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                UNION ALL
                SELECT concat('published for ', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                           CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
                           CASE WHEN p.pubtruncate THEN 'truncate' END, CASE WHEN p.pubviaroot THEN 'by its root' END),
                           ' where ' || hashtext(to_jsonb(r) ->> 'prqual')), NULL, 0
                FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid
                WHERE p.pubname = ? AND r.prrelid = c.oid
                UNION ALL
                (WITH RECURSIVE below(oid, made) AS (
                    SELECT c.oid, true WHERE c.relkind = 'p'
                    UNION ALL
                    SELECT i.inhrelid, b.made AND i.xmin = a.xmin
                    FROM below b JOIN pg_inherits i ON i.inhparent = b.oid
                    JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attname = 'tableoid')
                SELECT format('partition %s of kind %s%s', l.oid, l.relkind, CASE WHEN NOT b.made THEN ' attached' END),
                       NULL, 0
                FROM below b JOIN pg_class l ON l.oid = b.oid WHERE l.relkind <> 'p')
            ) AS f(fact, name, type)
            """;

    /** @return those that exist */
    static Map<TableId, TableFacts> read(Connection source, String publication, Collection<TableId> tables)
            throws SQLException {
        List<String> schemas = tables.stream().map(TableId::schema).toList();
        List<String> names = tables.stream().map(TableId::name).toList();
        Map<TableId, TableFacts> found = new HashMap<>();
        Query.list(
                source,
                READ,
                row -> {
                    TableFacts table = found.computeIfAbsent(
                            new TableId(row.getString(1), row.getString(2)),
                            id -> new TableFacts(new TreeSet<>(), new TreeMap<>()));
                    if (row.getString(4) != null) {
                        table.types.put(row.getString(4), (int) row.getLong(5));
                    }
                    return table.facts.add(row.getString(3));
                },
                schemas,
                names,
                publication);
        return found;
    }

    static SortedSet<String> without(SortedSet<String> facts, Collection<String> others) {
        TreeSet<String> rest = new TreeSet<>(facts);
        rest.removeAll(others);
        return rest;
    }

    /** Whether rows of the table may have come, gone or changed past the change stream. */
    static boolean missesRows(SortedSet<String> before, SortedSet<String> now) {
        return !now.containsAll(before)
                || without(now, before).stream()
                        .anyMatch(fact -> fact.startsWith(PARTITION) && fact.endsWith(ATTACHED));
    }

    /** Nothing is lost when they are dropped again. */
    static boolean hasOnlyNewColumns(SortedSet<String> before, SortedSet<String> now) {
        return !missesRows(before, now) && without(now, before).stream().anyMatch(fact -> fact.startsWith(COLUMN));
    }

    /** Whether capture may go on: all that came is in the change stream. */
    static boolean isHarmless(SortedSet<String> before, SortedSet<String> now) {
        return !missesRows(before, now) && !hasOnlyNewColumns(before, now);
    }
}
