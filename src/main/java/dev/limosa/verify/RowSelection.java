package dev.limosa.verify;

import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which rows of a table are read: all of them, or those of some keys.
 *
 * @param only leaves out the children of an inheritance parent, which are tables of their own
 * @param where a condition with a blank before it, or nothing
 */
record RowSelection(TableSchema table, boolean only, String where) {

    static RowSelection all(TableSchema table, boolean only) {
        return new RowSelection(table, only, "");
    }

    /** @param keys each the key's values as text, in the key's order */
    static RowSelection of(TableSchema table, boolean only, List<List<String>> keys) {
        String casts = String.join(", ", casts(table));
        return new RowSelection(
                table,
                only,
                " WHERE (" + Sql.quoteAll(table.key()) + ") IN (SELECT " + casts + " FROM " + unnest(keys)
                        + " AS wanted(" + names(table) + "))");
    }

    String from() {
        return " FROM " + (only ? "ONLY " : "") + Sql.quote(table.table());
    }

    /** In the order of the keys' text, which is the same in every database whatever its collations are. */
    String orderedByKey() {
        return from()
                + where
                + table.key().stream().map(this::text).collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    /** As COPY prints it: a cast takes the blanks from a character(n), and adds a mask to an inet. */
    private String text(String column) {
        String type = table.column(column).type();
        boolean plain = type.matches("smallint|integer|bigint|text|uuid|character varying.*");
        return (plain ? Sql.quote(column) + "::text" : "format('%s', " + Sql.quote(column) + ")") + " COLLATE \"C\"";
    }

    /**
     * A query for the version (xmin) of each of these rows that exists, by its place in the list. Two equal versions
     * mean that nothing changed the row in between, not even back and forth.
     */
    static String versions(TableSchema table, boolean only, List<List<String>> keys) {
        List<String> casts = casts(table);
        List<String> joins = new ArrayList<>();
        for (int i = 0; i < casts.size(); i++) {
            joins.add("t." + Sql.quote(table.key().get(i)) + " = " + casts.get(i));
        }
        return "SELECT wanted.place, t.xmin::text FROM " + unnest(keys) + " WITH ORDINALITY AS wanted(" + names(table)
                + ", place) JOIN " + (only ? "ONLY " : "") + Sql.quote(table.table()) + " t ON "
                + String.join(" AND ", joins);
    }

    private static List<String> casts(TableSchema table) {
        List<String> casts = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            casts.add("wanted.v" + i + "::" + table.column(table.key().get(i)).type());
        }
        return casts;
    }

    private static String names(TableSchema table) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            names.add("v" + i);
        }
        return String.join(", ", names);
    }

    private static String unnest(List<List<String>> keys) {
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < keys.get(0).size(); i++) {
            int part = i;
            arrays.add(keys.stream()
                    .map(key -> Sql.literal(key.get(part)))
                    .collect(Collectors.joining(", ", "ARRAY[", "]::text[]")));
        }
        return "unnest(" + String.join(", ", arrays) + ")";
    }
}
