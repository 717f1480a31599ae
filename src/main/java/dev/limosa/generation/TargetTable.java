package dev.limosa.generation;

import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.config.RefusedException;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.ColumnDefinition;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SequenceDefinition;
import dev.limosa.jdbc.Sql;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.jdbc.UserType;
import dev.limosa.text.output.OutputPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what one table needs in the target: its types, the sequences of its defaults, itself. A table or type that is
 * there already is used as it is. What rows can do without and the target can't have is left out, with a warning.
 */
final class TargetTable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetTable.class);

    private final Connection target;
    private final TableDescription source;
    private final SinkTable table;
    private final TargetColumns columns;
    private final List<String> indexed;

    private final String migration;

    TargetTable(Connection target, String migration, PlannedTable table) {
        this.target = target;
        this.migration = migration;
        this.source = table.description();
        this.table = table.sink();
        this.columns = new TargetColumns(table);
        OutputPlan outputs = table.rows().outputs();
        this.indexed = outputs == null ? List.of() : outputs.indexed();
    }

    /** Within the caller's transaction. */
    void create() throws SQLException {
        createSchema(table.target().schema());
        if (Query.hasTable(target, Sql.quote(table.target()))) {
            requireEmpty();
            return;
        }
        for (UserType type : source.types()) {
            createType(type);
        }
        createTable();
        for (SequenceDefinition sequence : source.sequences()) {
            createSequence(sequence);
        }
        for (Column column : table.columns()) {
            setDefault(column.name());
        }
        for (String column : indexed) {
            execute("CREATE INDEX ON " + Sql.quote(table.target()) + " (" + Sql.quote(column) + ")");
        }
    }

    private void requireEmpty() throws SQLException {
        if (Query.is(target, "SELECT EXISTS (SELECT 1 FROM " + Sql.quote(table.target()) + ")")) {
            throw new RefusedException("cannot migrate into table " + table.target()
                    + ": expected it to be empty, found rows; empty it, or name another table under 'to'");
        }
    }

    private void createType(UserType type) throws SQLException {
        if (Query.is(target, type.exists())) {
            return;
        }
        String create = type.create();
        if (create == null) {
            throw new RefusedException("cannot make table " + table.target() + ": expected type " + type.name()
                    + " in the target, found none; " + type.advice());
        }
        createSchema(type.name().schema());
        execute(create);
        for (String more : type.more()) {
            attempt(more, "of " + type.kind() + " " + type.name());
        }
    }

    /** Generated columns stand between the others, as in the source; without them, rather than not at all. */
    private void createTable() throws SQLException {
        if (columns.generated().isEmpty() || !attempt(create(true), "generated columns " + columns.generated())) {
            execute(create(false));
        }
        for (String what : columns.leftOut()) {
            leaveOut(what);
        }
    }

    private String create(boolean generated) {
        return "CREATE TABLE " + Sql.quote(table.target()) + " (" + String.join(", ", columns.definitions(generated))
                + ", PRIMARY KEY (" + Sql.quoteAll(table.key()) + "))";
    }

    private void createSequence(SequenceDefinition sequence) throws SQLException {
        String what = "sequence " + sequence.name();
        createSchema(sequence.schema());
        boolean made = attempt("CREATE SEQUENCE IF NOT EXISTS " + sequence.name() + " " + sequence.options(), what);
        String owner = sequence.ownedBy() == null ? null : columns.nameOf(sequence.ownedBy());
        if (made && owner != null) {
            attempt(
                    "ALTER SEQUENCE " + sequence.name() + " OWNED BY " + Sql.quote(table.target()) + "."
                            + Sql.quote(owner),
                    "owner of " + what);
        }
    }

    private void setDefault(String column) throws SQLException {
        ColumnDefinition definition = columns.original(column);
        if (definition != null && definition.defaultValue() != null) {
            String alter = "ALTER TABLE " + Sql.quote(table.target()) + " ALTER COLUMN " + Sql.quote(column);
            attempt(alter + " SET DEFAULT " + definition.defaultValue(), "default of column '" + column + "'");
        }
    }

    private boolean attempt(String sql, String what) throws SQLException {
        Savepoint before = target.setSavepoint();
        try {
            execute(sql);
            target.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            target.rollback(before);
            leaveOut(what + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }

    /** Told in the log, and kept for those who look later. */
    private void leaveOut(String what) throws SQLException {
        LOG.warn("table {} is made without {}", table.target(), what);
        Query.update(
                target,
                "INSERT INTO limosa.left_out (migration, table_name, what) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                migration,
                table.target().toString(),
                what);
    }

    private void createSchema(String schema) throws SQLException {
        execute("CREATE SCHEMA IF NOT EXISTS " + Sql.quote(schema));
    }

    private void execute(String sql) throws SQLException {
        Query.run(target, sql);
    }
}
