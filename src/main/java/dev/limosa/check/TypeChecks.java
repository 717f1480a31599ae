package dev.limosa.check;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.TableDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which columns can't come along: every type whose text PostgreSQL reads back does. */
final class TypeChecks {

    /** PostgreSQL prints these and reads none of them back, or they mean something in their own database only. */
    private static final Set<String> REFUSED = Set.of(
            "pg_node_tree", "pg_ndistinct", "pg_dependencies", "pg_mcv_list", "pg_brin_bloom_summary", "aclitem");

    private static final String GENERATED =
            """
            SELECT n.nspname, c.relname, array_agg(a.attname::text ORDER BY a.attnum)
            FROM unnest(?::text[], ?::text[]) AS t(schema, name)
            JOIN pg_namespace n ON n.nspname = t.schema JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attgenerated <> '' AND NOT a.attisdropped
            GROUP BY n.nspname, c.relname
            """;

    private final Connection source;
    private final Findings out;

    TypeChecks(Connection source, Findings out) {
        this.source = source;
        this.out = out;
    }

    void run(Collection<TableDescription> tables) throws SQLException {
        tables.forEach(table -> table.schema().columns().forEach(column -> refused(table, column)));
        out.okIfNothing(CheckId.TB_206, "every column comes as PostgreSQL prints it");
        generated(tables);
    }

    private void refused(TableDescription table, Column column) {
        if (REFUSED.contains(table.baseType(column.name()))) {
            out.fail(
                    CheckId.TB_206,
                    table.table() + "." + column.name(),
                    "expected a type whose text can be read back, found " + column.type(),
                    "add '- drop: [" + column.name() + "]' to the table's 'transforms'");
        }
    }

    private void generated(Collection<TableDescription> tables) throws SQLException {
        List<TableId> ids = tables.stream().map(TableDescription::table).toList();
        Query.list(
                        source,
                        GENERATED,
                        row -> List.of(
                                new TableId(row.getString(1), row.getString(2)).toString(),
                                String.join(", ", Query.strings(row, 3))),
                        ids.stream().map(TableId::schema).toList(),
                        ids.stream().map(TableId::name).toList())
                .forEach(found -> out.warn(
                        CheckId.TB_207,
                        found.get(0),
                        "generated columns are not copied, and a table made in the target is without them: "
                                + found.get(1),
                        Fix.byHand("make the table in the target beforehand, with its generated columns")));
        out.okIfNothing(CheckId.TB_207, "none");
    }
}
