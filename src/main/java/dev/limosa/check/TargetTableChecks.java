package dev.limosa.check;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import dev.limosa.jdbc.UserType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables that are in the target already, and the types those to be made need. */
final class TargetTableChecks {

    private final Connection target;
    private final Map<TableId, TargetTable> tables;
    private final Progress progress;
    private final boolean planned;
    private final Findings out;

    TargetTableChecks(Connection target, Map<TableId, TargetTable> tables, Progress progress, Findings out)
            throws SQLException {
        this.target = target;
        this.tables = tables;
        this.progress = progress;
        this.planned = progress.planned();
        this.out = out;
    }

    void run(List<PlannedTable> plan) throws SQLException {
        int wanted = 0;
        for (PlannedTable table : plan) {
            for (SinkTable sink : table.sinks()) {
                table(sink);
                wanted++;
            }
            types(table);
        }
        String there = tables.size() + (planned ? " are there" : " are there, empty");
        out.okIfNothing(CheckId.TG_505, there + "; " + (wanted - tables.size()) + " will be made");
        out.okIfNothing(CheckId.TG_506, "all columns have their place");
        out.okIfNothing(CheckId.TG_507, "none is in the way");
        out.okIfNothing(CheckId.TG_508, "all there, or will be made");
    }

    private void table(SinkTable wanted) throws SQLException {
        TargetTable found = tables.get(wanted.target());
        if (found != null) {
            existing(wanted, found);
        } else if (planned) {
            out.fail(
                    CheckId.TG_505,
                    wanted.target().toString(),
                    "expected the table this migration writes to, found none",
                    "put it back with its rows, or begin another migration with a name of its own");
        }
    }

    private void existing(SinkTable wanted, TargetTable found) throws SQLException {
        if (found.kind() != 'r' && found.kind() != 'p') {
            out.fail(
                    CheckId.TG_505,
                    found.id().toString(),
                    "expected a table or nothing, found another kind of relation",
                    "name another table under 'to'");
        } else if (!found.writable()) {
            String role = Query.text(target, "SELECT quote_ident(current_user)");
            out.fail(
                    CheckId.TG_505,
                    found.id().toString(),
                    "expected role " + role
                            + " to have SELECT, INSERT, UPDATE, DELETE and TRUNCATE, found some missing",
                    "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON " + Sql.quote(found.id()) + " TO " + role + ";");
        } else if (!planned && hasRows(found) && !progress.planned()) {
            out.fail(
                    CheckId.TG_505,
                    found.id().toString(),
                    "expected it to be empty, found rows",
                    "TRUNCATE " + Sql.quote(found.id()) + "; or name another table under 'to'");
        } else {
            columns(wanted, found);
            constraints(wanted, found);
            triggers(found);
        }
    }

    private boolean hasRows(TargetTable table) throws SQLException {
        return Query.is(target, "SELECT EXISTS (SELECT FROM " + Sql.quote(table.id()) + ")");
    }

    private void columns(SinkTable wanted, TargetTable found) {
        for (Column column : wanted.columns()) {
            TargetTable.Column there = found.columns().get(column.name());
            String object = found.id() + "." + column.name();
            if (there == null) {
                out.fail(
                        CheckId.TG_506,
                        object,
                        "expected the column, found none",
                        "ALTER TABLE " + Sql.quote(found.id()) + " ADD COLUMN " + Sql.quote(column.name()) + " "
                                + column.type() + ";");
            } else if (there.generated()) {
                out.fail(
                        CheckId.TG_506,
                        object,
                        "expected a column that can be written, found a generated one",
                        "add '- drop: [" + column.name() + "]' to the table's 'transforms'");
            } else if (!there.type().equals(column.type())) {
                out.warn(
                        CheckId.TG_506,
                        object,
                        "expected " + column.type() + ", found " + there.type()
                                + ": values that don't fit become open rows");
            } else if (column.nullable() && !there.nullable()) {
                out.warn(CheckId.TG_506, object, "nulls of the source become open rows: it is NOT NULL");
            }
        }
        unfilled(wanted, found);
    }

    private void unfilled(SinkTable wanted, TargetTable found) {
        Set<String> written = wanted.columns().stream().map(Column::name).collect(Collectors.toSet());
        found.columns().forEach((name, column) -> {
            if (!written.contains(name) && !column.filled() && !column.generated()) {
                out.fail(
                        CheckId.TG_506,
                        found.id() + "." + name,
                        "nothing is written to this column, and it is NOT NULL without a default",
                        "ALTER TABLE " + Sql.quote(found.id()) + " ALTER COLUMN " + Sql.quote(name)
                                + " DROP NOT NULL;");
            }
        });
    }

    private void constraints(SinkTable wanted, TargetTable found) {
        String key = new TreeSet<>(wanted.key().stream().map(Sql::quote).toList())
                .stream().collect(Collectors.joining(", "));
        if (found.uniques().stream()
                .noneMatch(unique -> unique.replace("\"", "").equals(key.replace("\"", "")))) {
            out.fail(
                    CheckId.TG_506,
                    found.id().toString(),
                    "expected a primary key over " + String.join(", ", wanted.key()) + " that is not deferrable, found"
                            + " none",
                    "ALTER TABLE " + Sql.quote(found.id()) + " ADD PRIMARY KEY (" + Sql.quoteAll(wanted.key()) + ");");
        }
        if (planned) {
            return;
        }
        for (String constraint : found.constraints()) {
            if (wanted.constraints().stream().anyMatch(made -> made.name().equals(constraint))) {
                out.fail(
                        CheckId.TG_506,
                        found.id() + "." + constraint,
                        "expected no constraint of this name: the migration makes it, when the snapshot is complete",
                        "ALTER TABLE " + Sql.quote(found.id()) + " DROP CONSTRAINT " + Sql.quote(constraint) + ";");
            } else if (found.foreignKeys().contains(constraint) && wanted.apply() == ApplyMode.PARALLEL) {
                out.warn(
                        CheckId.TG_506,
                        found.id() + "." + constraint,
                        "rows come in no order the foreign key would accept, and those it refuses become open rows",
                        Fix.byHand("ALTER TABLE " + Sql.quote(found.id()) + " DROP CONSTRAINT " + Sql.quote(constraint)
                                + "; and make it again after the migration"));
            }
        }
        if (!wanted.constraints().isEmpty() && !found.owned()) {
            out.fail(
                    CheckId.TG_505,
                    found.id().toString(),
                    "expected to own the table, since only its owner may give it constraints; its owner is "
                            + found.owner(),
                    "ALTER TABLE " + Sql.quote(found.id()) + " OWNER TO …; or set 'apply: parallel'");
        }
    }

    private void triggers(TargetTable found) {
        if (!found.rules().isEmpty()) {
            out.fail(
                    CheckId.TG_507,
                    found.id().toString(),
                    "rules rewrite what is written: " + Text.names(found.rules()),
                    "ALTER TABLE " + Sql.quote(found.id()) + " DISABLE RULE …;");
        }
        if (!found.triggers().isEmpty()) {
            out.warn(
                    CheckId.TG_507,
                    found.id().toString(),
                    "triggers fire for every row that arrives, and what they did in the source arrives as well: "
                            + Text.names(found.triggers()),
                    Fix.byHand("ALTER TABLE " + Sql.quote(found.id()) + " DISABLE TRIGGER USER;"));
        }
    }

    /** Types are made where they are missing; those of extensions have to be there. */
    private void types(PlannedTable table) throws SQLException {
        for (UserType type : table.description().types()) {
            if (Query.is(target, type.exists())) {
                labels(type);
            } else if (type.create() == null) {
                out.fail(
                        CheckId.TG_508,
                        type.name().toString(),
                        "expected the " + type.kind() + ", which " + table.table() + " needs, found none in the target",
                        type.advice());
            }
        }
    }

    private void labels(UserType type) throws SQLException {
        List<String> found = Query.list(
                target,
                "SELECT e.enumlabel::text FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid"
                        + " JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = ? AND t.typname = ?"
                        + " ORDER BY e.enumsortorder",
                row -> row.getString(1),
                type.name().schema(),
                type.name().name());
        if (!found.equals(type.labels())) {
            out.fail(
                    CheckId.TG_508,
                    type.name().toString(),
                    "expected the labels " + type.labels() + ", found " + found,
                    "ALTER TYPE " + Sql.quote(type.name()) + " ADD VALUE …; or drop the type");
        }
    }
}
