package dev.limosa.check;

import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** The source server: its settings, the role, and the place for Limosa's own schema. */
final class SourceChecks {

    private static final String ROLE =
            """
            SELECT r.rolsuper OR r.rolreplication OR EXISTS (
                SELECT FROM pg_roles m WHERE m.rolname = 'rds_replication' AND pg_has_role(r.oid, m.oid, 'MEMBER'))
            FROM pg_roles r WHERE r.rolname = current_user
            """;

    private static final String SCHEMA =
            """
            SELECT n.oid IS NOT NULL, coalesce(has_schema_privilege(n.oid, 'USAGE'), false),
                   coalesce(has_schema_privilege(n.oid, 'CREATE'), false),
                   has_database_privilege(current_database(), 'CREATE'), c.oid IS NOT NULL,
                   coalesce(has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                            AND has_table_privilege(c.oid, 'UPDATE'), false)
            FROM (SELECT) AS one LEFT JOIN pg_namespace n ON n.nspname = 'limosa'
            LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'watermark'
            """;

    private final Connection source;
    private final Findings out;
    private final String role;

    SourceChecks(Connection source, Findings out) throws SQLException {
        this.source = source;
        this.out = out;
        this.role = Query.text(source, "SELECT quote_ident(current_user)");
    }

    void run() throws SQLException {
        ServerChecks.version(source, CheckId.PG_102, out);
        ServerChecks.primary(source, CheckId.PG_103, "source", out);
        walLevel();
        replicationRole();
        limosaSchema();
        ServerChecks.encoding(source, CheckId.PG_114, "source", out);
        out.okIfNothing(CheckId.PG_114, "UTF8");
    }

    private void walLevel() throws SQLException {
        String level = Query.text(source, "SHOW wal_level");
        if (!level.equals("logical")) {
            out.fail(
                    CheckId.PG_104,
                    "",
                    "expected 'logical', found '" + level + "'",
                    "ALTER SYSTEM SET wal_level = 'logical'; then restart PostgreSQL");
        }
        out.okIfNothing(CheckId.PG_104, "logical");
    }

    private void replicationRole() throws SQLException {
        if (!Query.is(source, ROLE)) {
            out.fail(
                    CheckId.PG_105,
                    "",
                    "expected role " + role + " to have REPLICATION, found it without",
                    "ALTER ROLE " + role + " REPLICATION;");
        }
        out.okIfNothing(CheckId.PG_105, "role " + role + " may replicate");
    }

    /**
     * Limosa keeps its watermark rows in the source: they have to come through the same change stream. PostgreSQL asks
     * for the right to create even where IF NOT EXISTS finds a thing there.
     */
    private void limosaSchema() throws SQLException {
        String problem = Query.one(source, SCHEMA, row -> {
            if (!row.getBoolean(4)) {
                return "GRANT CREATE ON DATABASE " + database() + " TO " + role + ";";
            }
            if (row.getBoolean(1) && !(row.getBoolean(2) && row.getBoolean(3))) {
                return "GRANT USAGE, CREATE ON SCHEMA limosa TO " + role + ";";
            }
            return row.getBoolean(5) && !row.getBoolean(6)
                    ? "GRANT SELECT, INSERT, UPDATE ON limosa.watermark TO " + role + ";"
                    : "";
        });
        if (!problem.isEmpty()) {
            out.fail(
                    CheckId.PG_106,
                    "",
                    "expected role " + role + " to be able to make and write table limosa.watermark, found it can't",
                    problem);
        }
        out.okIfNothing(CheckId.PG_106, "watermark rows can be written");
    }

    private String database() throws SQLException {
        return Sql.quote(Query.text(source, "SELECT current_database()"));
    }
}
