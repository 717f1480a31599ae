package dev.limosa.check;

import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

/** The target server, the role, and what other migrations do there. */
final class TargetChecks {

    private static final String SCHEMA =
            "SELECT CASE WHEN n.oid IS NULL THEN 'missing' WHEN has_schema_privilege(n.oid, 'CREATE') THEN 'ok'"
                    + " ELSE 'closed' END FROM (SELECT) AS one LEFT JOIN pg_namespace n ON n.nspname = ?";

    private static final String OTHERS =
            "SELECT DISTINCT migration, target_schema, target_name FROM limosa.sink_table WHERE migration <> ?";

    /** What no two databases have in common, and every role may see. */
    private static final String IDENTITY =
            "SELECT current_database() || ' ' || current_setting('port') || ' ' || pg_postmaster_start_time()";

    private final MigrationConfig config;
    private final Connection target;
    private final Findings out;
    private final String role;

    TargetChecks(MigrationConfig config, Connection target, Findings out) throws SQLException {
        this.config = config;
        this.target = target;
        this.out = out;
        this.role = Query.text(target, "SELECT quote_ident(current_user)");
    }

    void run() throws SQLException {
        ServerChecks.version(target, CheckId.TG_502, out);
        ServerChecks.encoding(target, CheckId.TG_502, "target", out);
        ServerChecks.primary(target, CheckId.TG_503, "target", out);
    }

    /** @param missing the tables that have to be made */
    void privileges(List<TableId> missing) throws SQLException {
        TreeSet<String> schemas =
                new TreeSet<>(missing.stream().map(TableId::schema).toList());
        schemas.add("limosa");
        boolean makes = Query.is(target, "SELECT has_database_privilege(current_database(), 'CREATE')");
        for (String schema : schemas) {
            String state = Query.text(target, SCHEMA, schema);
            if (state.equals("closed") || !makes && (state.equals("missing") || schema.equals("limosa"))) {
                out.fail(
                        CheckId.TG_504,
                        "schema " + schema,
                        "expected role " + role + " to be able to make tables in it, found it can't",
                        state.equals("closed")
                                ? "GRANT USAGE, CREATE ON SCHEMA " + Sql.quote(schema) + " TO " + role + ";"
                                : "GRANT CREATE ON DATABASE "
                                        + Query.text(target, "SELECT quote_ident(current_database())") + " TO " + role
                                        + ";");
            }
        }
        out.okIfNothing(CheckId.TG_504, "role " + role + " can make what is missing");
    }

    void otherMigrations(List<SinkTable> tables) throws SQLException {
        if (Progress.plansAreReadable(target)) {
            List<TableId> wanted = tables.stream().map(SinkTable::target).toList();
            Query.list(
                            target,
                            OTHERS,
                            row -> List.of(row.getString(1), row.getString(2), row.getString(3)),
                            config.migration())
                    .stream()
                    .filter(other -> wanted.contains(new TableId(other.get(1), other.get(2))))
                    .forEach(other -> out.fail(
                            CheckId.TG_509,
                            other.get(1) + "." + other.get(2),
                            "expected to be its only writer, found migration '" + other.get(0) + "' writing to it",
                            "name another table under 'to', or end that migration"));
        }
        out.okIfNothing(CheckId.TG_509, "no other writes to these tables");
    }

    /** A table written into itself would be captured again, for ever. */
    void notTheSource(Connection source, List<SinkTable> tables) throws SQLException {
        if (Query.text(source, IDENTITY).equals(Query.text(target, IDENTITY))) {
            List<TableId> sources = tables.stream().map(SinkTable::source).toList();
            tables.stream()
                    .map(SinkTable::target)
                    .filter(sources::contains)
                    .forEach(table -> out.fail(
                            CheckId.TG_510,
                            table.toString(),
                            "source and target are the same database, and the table is on both sides",
                            "set target.url, or name another table under 'to'"));
        }
        out.okIfNothing(CheckId.TG_510, "no table is written into itself");
    }
}
