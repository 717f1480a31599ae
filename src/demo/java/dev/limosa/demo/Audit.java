package dev.limosa.demo;

import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes down, in the databases themselves, what happens to the rows: the source's triggers keep every changed row
 * whole, the target's keep a digest of every row the sink writes. {@link AuditComparison} reads both.
 */
public final class Audit {

    /** The key as both sides print it: a JSON array of the key columns' texts, whatever the columns are called. */
    static String key(String row, List<String> keyColumns) {
        return keyColumns.stream()
                .map(column -> row + "." + Sql.quote(column) + "::text")
                .collect(Collectors.joining(", ", "jsonb_build_array(", ")::text"));
    }

    /** Where the source's changes of a table are kept. */
    static TableId log(TableId table) {
        return new TableId("limosa_audit", table.toString());
    }

    /** op K: the old key of a row that got another one; such a change has two entries, one a key. */
    private static final String SOURCE =
            """
            CREATE TABLE %1$s (
                seq bigint GENERATED ALWAYS AS IDENTITY, op text NOT NULL, key text NOT NULL, was %2$s, now %2$s);
            CREATE FUNCTION %3$s() RETURNS trigger LANGUAGE plpgsql AS $audit$
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN
                    INSERT INTO %1$s (op, key, was) SELECT 'T', %4$s, o FROM %2$s o;
                ELSIF TG_OP = 'DELETE' THEN
                    INSERT INTO %1$s (op, key, was) VALUES ('D', %5$s, OLD);
                ELSIF TG_OP = 'INSERT' THEN
                    INSERT INTO %1$s (op, key, now) VALUES ('I', %6$s, NEW);
                ELSIF %5$s = %6$s THEN
                    INSERT INTO %1$s (op, key, was, now) VALUES ('U', %6$s, OLD, NEW);
                ELSE
                    INSERT INTO %1$s (op, key, was) VALUES ('K', %5$s, OLD);
                    INSERT INTO %1$s (op, key, now) VALUES ('U', %6$s, NEW);
                END IF;
                RETURN NULL;
            END $audit$;
            CREATE TRIGGER limosa_audit AFTER INSERT OR UPDATE OR DELETE ON %2$s
                FOR EACH ROW EXECUTE FUNCTION %3$s();
            CREATE TRIGGER limosa_audit_truncate BEFORE TRUNCATE ON %2$s
                FOR EACH STATEMENT EXECUTE FUNCTION %3$s();
            """;

    /**
     * In the target the tables are not there yet: an event trigger waits for their primary keys. Statement triggers,
     * because a row trigger would cost the sink more than its own work; "always", because a sink may switch off
     * ordinary triggers for its session. The hash is over the columns' texts, a null being no text at all.
     */
    private static final String TARGET =
            """
            CREATE SCHEMA limosa_audit;
            CREATE UNLOGGED TABLE limosa_audit.event (
                seq bigint GENERATED ALWAYS AS IDENTITY, tab text NOT NULL, key text NOT NULL, now text, tx xid8 NOT NULL);

            CREATE FUNCTION limosa_audit.attach(tab regclass, key text, state text) RETURNS void
            LANGUAGE plpgsql AS $attach$
            DECLARE
                fn text := format('limosa_audit.%I', 'f' || tab::oid);
                log text := format('INSERT INTO limosa_audit.event (tab, key, now, tx) SELECT %L, ',
                    (SELECT nspname || '.' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                     WHERE c.oid = tab));
            BEGIN
                EXECUTE format($def$
                    CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $body$
                    BEGIN
                        IF TG_OP = 'TRUNCATE' THEN
                            %2$s %3$s, NULL, pg_current_xact_id() FROM %5$s r;
                        ELSIF TG_OP = 'DELETE' THEN
                            %2$s %3$s, NULL, pg_current_xact_id() FROM was r;
                        ELSIF TG_OP = 'INSERT' THEN
                            %2$s %3$s, %4$s, pg_current_xact_id() FROM became r;
                        ELSE
                            %2$s gone.key, NULL, pg_current_xact_id() FROM
                                (SELECT %3$s AS key FROM was r EXCEPT SELECT %3$s FROM became r) gone;
                            %2$s %3$s, %4$s, pg_current_xact_id() FROM became r;
                        END IF;
                        RETURN NULL;
                    END $body$ $def$, fn, log, key, state, tab);
                EXECUTE format($def$
                    CREATE TRIGGER limosa_audit_i AFTER INSERT ON %2$s REFERENCING NEW TABLE AS became
                        FOR EACH STATEMENT EXECUTE FUNCTION %1$s();
                    CREATE TRIGGER limosa_audit_u AFTER UPDATE ON %2$s REFERENCING OLD TABLE AS was NEW TABLE AS became
                        FOR EACH STATEMENT EXECUTE FUNCTION %1$s();
                    CREATE TRIGGER limosa_audit_d AFTER DELETE ON %2$s REFERENCING OLD TABLE AS was
                        FOR EACH STATEMENT EXECUTE FUNCTION %1$s();
                    CREATE TRIGGER limosa_audit_t BEFORE TRUNCATE ON %2$s
                        FOR EACH STATEMENT EXECUTE FUNCTION %1$s();
                    ALTER TABLE %2$s ENABLE ALWAYS TRIGGER limosa_audit_i, ENABLE ALWAYS TRIGGER limosa_audit_u,
                        ENABLE ALWAYS TRIGGER limosa_audit_d, ENABLE ALWAYS TRIGGER limosa_audit_t;
                    $def$, fn, tab);
            END $attach$;

            CREATE FUNCTION limosa_audit.notice() RETURNS event_trigger LANGUAGE plpgsql AS $notice$
            DECLARE
                one record;
            BEGIN
                FOR one IN
                    SELECT c.oid::regclass AS tab,
                        (SELECT 'jsonb_build_array(' || string_agg(format('r.%I::text', a.attname), ', ' ORDER BY k.n)
                                || ')::text'
                         FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k(attnum, n)
                         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum) AS key,
                        (SELECT 'md5(' || string_agg(
                                    format('CASE WHEN r.%1$I IS NULL THEN ''-'' ELSE ''+'' || r.%1$I::text END', a.attname),
                                    ' || chr(31) || ' ORDER BY a.attnum) || ')'
                         FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS state
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
                    WHERE n.nspname || '.' || c.relname = ANY (%1$s)
                        AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'limosa_audit_i')
                LOOP
                    PERFORM limosa_audit.attach(one.tab, one.key, one.state);
                END LOOP;
            END $notice$;
            CREATE EVENT TRIGGER limosa_audit ON ddl_command_end
                WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE', 'CREATE INDEX') EXECUTE FUNCTION limosa_audit.notice();
            """;

    private Audit() {}

    /** From here on every change of the tables is written down; the rows they have already are not. */
    public static void watchSource(Connection source, Collection<TableId> tables) throws SQLException {
        Statements.script(source, "CREATE SCHEMA limosa_audit");
        for (TableId table : tables) {
            TableSchema schema = Catalog.schema(source, table);
            String function = Sql.quote(new TableId("limosa_audit", "log " + table));
            Statements.script(
                    source,
                    String.format(
                            SOURCE,
                            Sql.quote(log(table)),
                            Sql.quote(table),
                            function,
                            key("o", schema.key()),
                            key("OLD", schema.key()),
                            key("NEW", schema.key())));
        }
    }

    /** Before the tables are made in the target: as soon as one has a primary key, all that happens to it is kept. */
    public static void watchTarget(Connection target, Collection<TableId> tables) throws SQLException {
        String names = tables.stream()
                .map(table -> Sql.literal(table.toString()))
                .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
        // Not String.format: the script has format specifications of PostgreSQL's own.
        Statements.script(target, TARGET.replace("ANY (%1$s)", "ANY (" + names + ")"));
    }

    /** How many rows of the table have been changed since they are watched; one that got another key counts once. */
    public static long changes(Connection source, TableId table) throws SQLException {
        return Statements.number(source, "SELECT count(*) FROM " + Sql.quote(log(table)) + " WHERE op <> 'K'");
    }
}
