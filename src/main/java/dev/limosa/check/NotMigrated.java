package dev.limosa.check;

import dev.limosa.change.TableId;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays in the source. Only rows move: all else is listed, so that it is taken along by other means before the
 * cutover. Looks at the whole database but for what is PostgreSQL's, Limosa's or an extension's own.
 */
final class NotMigrated {

    /** Schemas nobody keeps their own things in. */
    static final List<String> SYSTEM = List.of("pg_catalog", "information_schema", "pg_toast", "limosa");

    private static final String OURS =
            """
            n.nspname <> ALL (?::text[]) AND n.nspname NOT LIKE 'pg\\_temp%' AND n.nspname NOT LIKE 'pg\\_toast%'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = <oid> AND d.classid = '<class>'::regclass AND d.deptype = 'e')
            """;

    private static final String TABLES = "(SELECT s || '.' || t FROM unnest(?::text[], ?::text[]) AS x(s, t))";

    private final Connection source;
    private final List<String> schemas;
    private final List<String> names;
    private final Findings out;

    NotMigrated(Connection source, List<TableId> migrated, Findings out) {
        this.source = source;
        this.schemas = migrated.stream().map(TableId::schema).toList();
        this.names = migrated.stream().map(TableId::name).toList();
        this.out = out;
    }

    void run() throws SQLException {
        schemaObjects();
        tableObjects();
        list(
                CheckId.NM_606,
                "extensions",
                "SELECT extname::text FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1",
                Fix.byHand("CREATE EXTENSION … in the target; before the start for those whose types columns have"));
        largeObjects();
    }

    private void schemaObjects() throws SQLException {
        Fix dump = Fix.byHand("pg_dump --schema-only, and restore what is to come along");
        ofSchemas(CheckId.NM_601, "views", relations("c.relkind IN ('v', 'm')"), dump);
        ofSchemas(
                CheckId.NM_602,
                "functions and aggregates",
                "SELECT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE " + ours("p.oid", "pg_proc"),
                dump);
        ofSchemas(
                CheckId.NM_610,
                "sequences (their numbers go on in the source)",
                relations("c.relkind = 'S'"),
                Fix.byHand("SELECT setval(…) in the target after the writers have moved, beyond the column's maximum"));
        ofSchemas(
                CheckId.NM_614,
                "tables that are not in the configuration",
                relations("c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname || '.' || c.relname NOT IN "
                        + TABLES),
                null);
    }

    private void tableObjects() throws SQLException {
        Fix post = Fix.byHand("pg_dump --schema-only --section=post-data, and restore after the migration");
        ofTables(
                CheckId.NM_603,
                "triggers",
                "SELECT c.relname || '.' || g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid",
                "NOT g.tgisinternal",
                post);
        ofTables(
                CheckId.NM_604,
                "rules",
                "SELECT c.relname || '.' || r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class",
                "r.rulename <> '_RETURN'",
                post);
        ofTables(
                CheckId.NM_605,
                "policies",
                "SELECT c.relname || '.' || p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid",
                "true",
                post);
        ofTables(
                CheckId.NM_607,
                "tables with grants",
                "SELECT n2.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n2 ON n2.oid = c.relnamespace",
                "EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner)",
                post);
        ofTables(
                CheckId.NM_608,
                "comments",
                "SELECT c.relname || coalesce('.' || a.attname, '') FROM pg_description d"
                        + " JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass"
                        + " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0",
                "true",
                post);
        ofTables(
                CheckId.NM_611,
                "secondary indexes that are not unique keys",
                "SELECT i.relname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
                        + " JOIN pg_class c ON c.oid = x.indrelid",
                "NOT x.indisprimary AND NOT (x.indisunique AND x.indpred IS NULL AND x.indexprs IS NULL)",
                post);
        ofTables(
                CheckId.NM_612,
                "check and exclusion constraints",
                "SELECT c.relname || '.' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid",
                "k.contype IN ('c', 'x')",
                post);
        ofTables(
                CheckId.NM_615,
                "foreign keys that are not validated or not enforced",
                "SELECT c.relname || '.' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid",
                "k.contype = 'f' AND NOT k.convalidated",
                Fix.byHand(
                        "ALTER TABLE … VALIDATE CONSTRAINT … before the start, or take them along as they are: pg_dump"
                                + " --schema-only --section=post-data, and restore after the migration"));
    }

    private static String relations(String which) {
        return "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                + ours("c.oid", "pg_class") + " AND " + which;
    }

    private static String ours(String oid, String catalogue) {
        return OURS.replace("<oid>", oid).replace("<class>", catalogue);
    }

    private void ofSchemas(CheckId id, String what, String sql, @Nullable Fix fix) throws SQLException {
        Object[] parameters = sql.contains(TABLES) ? new Object[] {SYSTEM, schemas, names} : new Object[] {SYSTEM};
        list(id, what, sql + " ORDER BY 1", fix, parameters);
    }

    private void ofTables(CheckId id, String what, String sql, String which, Fix fix) throws SQLException {
        String migrated = " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + which
                + " AND n.nspname || '.' || c.relname IN " + TABLES + " ORDER BY 1";
        list(id, what, sql + migrated, fix, schemas, names);
    }

    private void list(CheckId id, String what, String sql, @Nullable Fix fix, Object... parameters)
            throws SQLException {
        List<String> found = Query.list(source, sql, row -> row.getString(1), parameters);
        if (!found.isEmpty()) {
            out.stayBehind(id, found.size() + " " + what + ": " + Text.names(found), found, fix);
        }
    }

    private void largeObjects() throws SQLException {
        long objects = Query.one(source, "SELECT count(*) FROM pg_largeobject_metadata", row -> row.getLong(1));
        if (objects > 0) {
            out.stayBehind(
                    CheckId.NM_609,
                    Text.count(objects, "large object", "large objects")
                            + ": oid columns that name them would point at nothing",
                    List.of(),
                    Fix.byHand("copy them with pg_dump --large-objects, or move them into bytea columns first"));
        }
    }
}
