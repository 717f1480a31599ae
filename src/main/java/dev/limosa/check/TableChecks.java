package dev.limosa.check;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.TableId;
import dev.limosa.check.SourceTable.Storage;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.Suggestion;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether each table of the configuration can be captured exactly. */
final class TableChecks {

    private final MigrationConfig config;
    private final Connection source;
    private final Map<TableId, SourceTable> tables;
    private final Findings out;

    TableChecks(MigrationConfig config, Connection source, Map<TableId, SourceTable> tables, Findings out) {
        this.config = config;
        this.source = source;
        this.tables = tables;
        this.out = out;
    }

    void run() throws SQLException {
        for (TableConfig configured : config.tables()) {
            SourceTable table = tables.get(configured.table());
            if (table == null) {
                missing(configured.table());
            } else if (isUsable(table)) {
                key(table);
                privileges(table);
                inheritance(table);
                partitions(table);
            }
        }
        String all = config.tables().size() + "/" + config.tables().size() + " tables ";
        out.okIfNothing(CheckId.TB_201, all + "are there");
        out.okIfNothing(CheckId.TB_202, all + "are tables whose changes are logged");
        out.okIfNothing(CheckId.TB_203, all + "have a primary key that is not deferrable");
        out.okIfNothing(CheckId.TB_208, all + "can be read in full");
        out.okIfNothing(CheckId.TB_209, "no table has children beside it");
        out.okIfNothing(CheckId.TB_211, "no table is partitioned");
    }

    /** Those on which nothing was found that keeps them from being described. */
    List<TableConfig> describable() {
        return config.tables().stream()
                .filter(t -> tables.containsKey(t.table()))
                .filter(t -> !failed(CheckId.TB_202, t) && !failed(CheckId.TB_203, t))
                .filter(t -> requireNonNull(tables.get(t.table())).usable())
                .toList();
    }

    private boolean failed(CheckId id, TableConfig table) {
        return out.failed(id, table.table().toString());
    }

    private void missing(TableId table) throws SQLException {
        TreeSet<String> existing = new TreeSet<>(Query.list(
                source,
                "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind IN ('r', 'p') AND n.nspname <> ALL (?::text[])",
                row -> row.getString(1),
                NotMigrated.SYSTEM));
        String suggestion = Suggestion.among(table.toString(), existing);
        out.fail(
                CheckId.TB_201,
                table.toString(),
                "there is no such table in the source" + (suggestion.startsWith("did") ? "; " + suggestion : ""),
                exclude(table));
    }

    /** The line of the configuration that brought the table in. */
    private static String exclude(TableId table) {
        return "delete the line '- table: " + table + "' from 'tables'";
    }

    private boolean isUsable(SourceTable table) {
        String kind = unusable(table);
        if (!kind.isEmpty()) {
            out.fail(
                    CheckId.TB_202,
                    table.id().toString(),
                    "expected an ordinary or a partitioned table whose changes are logged, found " + kind,
                    exclude(table.id()));
        }
        return kind.isEmpty();
    }

    private String unusable(SourceTable table) {
        if (NotMigrated.SYSTEM.contains(table.id().schema())) {
            return "a system table, or one of Limosa's own";
        }
        String kind = kind(table.kind(), table.persistence());
        for (Storage part : table.storage()) {
            kind = kind.isEmpty() && !kind(part.kind(), part.persistence()).isEmpty()
                    ? kind(part.kind(), part.persistence()) + " as its partition " + part.id()
                    : kind;
        }
        return kind.isEmpty() && table.partition() && rootIsConfigured(table)
                ? "a partition of another table in the list, whose rows would come twice"
                : kind;
    }

    private boolean rootIsConfigured(SourceTable partition) {
        return tables.values().stream()
                .filter(t -> t.kind() == 'p' && !t.id().equals(partition.id()))
                .anyMatch(t -> t.storage().stream().anyMatch(s -> partition.storage().stream()
                        .anyMatch(own -> own.id().equals(s.id()))));
    }

    private static String kind(char kind, char persistence) {
        if (persistence != 'p') {
            return persistence == 'u' ? "an unlogged table" : "a temporary table";
        }
        return switch (kind) {
            case 'v' -> "a view";
            case 'm' -> "a materialized view";
            case 'f' -> "a foreign table";
            default -> "";
        };
    }

    private void key(SourceTable table) {
        if (table.keys() == 0) {
            out.fail(
                    CheckId.TB_203,
                    table.id().toString(),
                    "expected a primary key, found none",
                    exclude(table.id()) + ", or ALTER TABLE " + Sql.quote(table.id()) + " ADD PRIMARY KEY (…);");
        } else if (table.deferrable()) {
            out.fail(
                    CheckId.TB_203,
                    table.id().toString(),
                    "expected a primary key that is not deferrable, found it DEFERRABLE: PostgreSQL takes it for no"
                            + " key in the change stream",
                    exclude(table.id()) + ", or make the key again without DEFERRABLE");
        }
    }

    private void privileges(SourceTable table) throws SQLException {
        String role = Query.text(source, "SELECT quote_ident(current_user)");
        if (!table.usable()) {
            out.fail(
                    CheckId.TB_208,
                    table.id().toString(),
                    "expected role " + role + " to have USAGE on its schema, found it without",
                    "GRANT USAGE ON SCHEMA " + Sql.quote(table.id().schema()) + " TO " + role + ";");
        } else if (!table.readable()) {
            out.fail(
                    CheckId.TB_208,
                    table.id().toString(),
                    "expected role " + role + " to have SELECT, found it without",
                    "GRANT SELECT ON " + Sql.quote(table.id()) + " TO " + role + ";");
        } else if (table.rowSecurity()) {
            out.fail(
                    CheckId.TB_208,
                    table.id().toString(),
                    "row-level security hides rows from role " + role + ": the snapshot would miss them",
                    "ALTER ROLE " + role + " BYPASSRLS;");
        }
    }

    /** The change stream speaks of the root alone, and what is done to a partition as a whole is not in it. */
    private void partitions(SourceTable table) {
        if (table.kind() == 'p') {
            out.warn(
                    CheckId.TB_211,
                    table.id().toString(),
                    "TRUNCATE of a single partition is not seen, its rows stay in the target; capture stops when a"
                            + " partition is dropped, detached or attached, until the table is read anew",
                    Fix.byHand("leave the partitions as they are while it is migrated; new empty ones, and TRUNCATE of"
                            + " the whole table, are fine"));
        }
    }

    /** Children of inheritance are tables of their own, to PostgreSQL's change stream as well. */
    private void inheritance(SourceTable table) {
        List<String> apart = table.children().stream()
                .filter(child -> config.tables().stream()
                        .noneMatch(t -> t.table().toString().equals(child)))
                .toList();
        if (!apart.isEmpty()) {
            out.warn(
                    CheckId.TB_209,
                    table.id().toString(),
                    "rows of its " + Text.count(apart.size(), "child table", "child tables")
                            + " are not among its own and are not migrated: " + Text.names(apart),
                    Fix.byHand("give them primary keys and list them under 'tables', or leave them behind knowingly"));
        }
    }
}
