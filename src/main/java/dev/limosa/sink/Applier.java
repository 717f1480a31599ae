package dev.limosa.sink;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Constraint;
import dev.limosa.change.Constraint.Kind;
import dev.limosa.change.OpenReason;
import dev.limosa.change.SinkTable;
import dev.limosa.flow.RowCounts;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.RecordHeaders;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Carries out the operations of one transaction.
 *
 * <p>The first attempt has no savepoint but the one of a COPY. If the target refuses a row, the whole transaction is
 * done again carefully: every statement under a savepoint and, if it is refused, halved until the row is found, which
 * then stays open. So what has no bad row in it does not pay for the search.
 */
final class Applier {

    private static final String STAGE = "sink";
    /** Rows in the source's order can't break these by themselves: an earlier row is missing or wrong. */
    private static final Set<String> NEVER_IN_ORDER =
            Set.of(Verdict.UNIQUE, Verdict.FOREIGN_KEY, Verdict.RESTRICT, Verdict.EXCLUSION);

    private static final String CONSTRAINTS_MADE = "UPDATE limosa.sink_table SET constraints_made = ?"
            + " WHERE migration = ? AND generation = ? AND output_topic = ?";

    private final SinkSettings settings;
    private final TargetSession session;
    private final OpenRows openRows;
    private final boolean careful;
    private final RowCounts applied = new RowCounts();
    private final Map<Output, Boolean> constraintsMade = new HashMap<>();

    Applier(SinkSettings settings, TargetSession session, OpenRows openRows, boolean careful) {
        this.settings = settings;
        this.session = session;
        this.openRows = openRows;
        this.careful = careful;
    }

    /** The transaction is in the target. */
    void committed() {
        constraintsMade.forEach(Output::constraintsMade);
    }

    /** What became of the rows so far, should the transaction commit. */
    RowCounts applied() {
        return applied;
    }

    void rows(RowRun run) throws SQLException {
        switch (run.sort()) {
            case OPEN -> run.rows().forEach(this::keepOpen);
            case COPY -> copy(run);
            default -> write(run);
        }
    }

    private void keepOpen(Row row) {
        byte[] reason = row.open();
        count(row.table(), RowCounts.Kind.OPEN, 1);
        openRows.open(row, reason == null ? new OpenReason("transform", "unknown") : RecordHeaders.open(reason));
    }

    private void copy(RowRun run) throws SQLException {
        TableWriter writer = session.writer(run.table());
        if (careful || !writer.copyPays(run.rows().size()) || !copied(writer, run)) {
            write(run.as(RowRun.Sort.UPSERT));
        }
    }

    private boolean copied(TableWriter writer, RowRun run) throws SQLException {
        Savepoint before = session.connection().setSavepoint();
        try {
            writer.copy(run.rows());
            session.connection().releaseSavepoint(before);
            openRows.close(run.table(), run.rows());
            count(run.table(), RowCounts.Kind.WRITTEN, run.rows().size());
            return true;
        } catch (SQLException e) {
            if (Verdict.of(e) != Verdict.ROW) {
                throw e;
            }
            session.connection().rollback(before);
            writer.collided();
            return false;
        }
    }

    private void write(RowRun run) throws SQLException {
        if (careful) {
            halveUntilFound(run);
        } else {
            send(run);
        }
    }

    private void send(RowRun run) throws SQLException {
        TableWriter writer = session.writer(run.table());
        boolean deletes = run.sort() == RowRun.Sort.DELETE;
        if (deletes) {
            writer.delete(run.rows());
        } else {
            writer.upsert(run.rows());
        }
        openRows.close(run.table(), run.rows());
        count(
                run.table(),
                deletes ? RowCounts.Kind.DELETED : RowCounts.Kind.WRITTEN,
                run.rows().size());
    }

    private void count(SinkTable table, RowCounts.Kind kind, long rows) {
        applied.add(table.source().toString(), kind, rows);
    }

    private void halveUntilFound(RowRun run) throws SQLException {
        Savepoint before = session.connection().setSavepoint();
        try {
            send(run);
            checkDeferred(run.table());
            session.connection().releaseSavepoint(before);
        } catch (SQLException e) {
            if (Verdict.of(e) != Verdict.ROW) {
                throw e;
            }
            session.connection().rollback(before);
            split(run, e);
        }
    }

    /**
     * A constraint of a parallel table's own that is checked at the commit would be nobody's then. An ordered group's
     * are kept by all its rows together.
     */
    private void checkDeferred(SinkTable table) throws SQLException {
        if (table.apply() == ApplyMode.PARALLEL) {
            session.execute("SET CONSTRAINTS ALL IMMEDIATE");
            session.execute("SET CONSTRAINTS ALL DEFERRED");
        }
    }

    private void split(RowRun run, SQLException error) throws SQLException {
        int size = run.rows().size();
        if (size == 1) {
            refused(run, run.rows().get(0), error);
            return;
        }
        halveUntilFound(run.part(0, size / 2));
        halveUntilFound(run.part(size / 2, size));
    }

    private void refused(RowRun run, Row row, SQLException error) {
        if (run.strict() && NEVER_IN_ORDER.contains(Verdict.state(error))) {
            throw new BrokenOrderException("cannot write row of table '"
                    + run.table().target() + "' at offset "
                    + row.offset() + " (event " + row.sequence() + "): expected the source's own order to keep every"
                    + " constraint, found " + Verdict.describe(error) + "; look for an open row or for someone else who"
                    + " writes the target");
        }
        count(row.table(), RowCounts.Kind.OPEN, 1);
        openRows.open(row, new OpenReason(STAGE, Verdict.describe(error)));
    }

    void truncate(List<SinkTable> tables) throws SQLException {
        String names = tables.stream().map(table -> Sql.quote(table.target())).collect(Collectors.joining(", "));
        // A table with foreign keys still to be checked can't be truncated: they are checked here, and put off again.
        session.execute("SET CONSTRAINTS ALL IMMEDIATE");
        session.execute("TRUNCATE " + names);
        session.execute("SET CONSTRAINTS ALL DEFERRED");
        tables.forEach(openRows::forget);
    }

    /** Not while a row of the group is open: they might need that row. */
    void makeConstraints(Output output) throws SQLException {
        if (openRows.remain(session.connection(), output.tables())) {
            return;
        }
        session.waitForAnswers();
        // Unique keys of all tables first: a foreign key may refer to one.
        for (Kind kind : List.of(Kind.UNIQUE, Kind.FOREIGN_KEY)) {
            constraints(output, kind, this::makeConstraint);
        }
        session.expectAnswers();
        rememberConstraints(output, true);
    }

    /** Foreign keys first: they hang on unique ones. */
    void dropConstraints(Output output) throws SQLException {
        // A table with checks still to come can't be altered.
        session.execute("SET CONSTRAINTS ALL IMMEDIATE");
        for (Kind kind : List.of(Kind.FOREIGN_KEY, Kind.UNIQUE)) {
            constraints(output, kind, this::dropConstraint);
        }
        session.execute("SET CONSTRAINTS ALL DEFERRED");
        rememberConstraints(output, false);
    }

    private interface ConstraintAction {
        void run(SinkTable table, Constraint constraint) throws SQLException;
    }

    private static void constraints(Output output, Kind kind, ConstraintAction action) throws SQLException {
        for (SinkTable table : output.tables()) {
            for (Constraint constraint : table.constraints()) {
                if (constraint.kind() == kind) {
                    action.run(table, constraint);
                }
            }
        }
    }

    private void dropConstraint(SinkTable table, Constraint constraint) throws SQLException {
        session.execute("ALTER TABLE " + Sql.quote(table.target()) + " DROP CONSTRAINT IF EXISTS "
                + Sql.quote(constraint.name()));
    }

    private void makeConstraint(SinkTable table, Constraint constraint) throws SQLException {
        try {
            session.execute(constraint.create());
        } catch (SQLException e) {
            if (Verdict.of(e) != Verdict.ROW) {
                throw e;
            }
            throw new ConnectException("cannot make constraint " + constraint.name() + " of table '" + table.target()
                    + "': expected its rows to keep it, found " + Verdict.describe(e)
                    + "; look at limosa.discarded_row and for someone else who writes the target");
        }
    }

    private void rememberConstraints(Output output, boolean made) throws SQLException {
        constraintsMade.put(output, made);
        Query.update(
                session.connection(),
                CONSTRAINTS_MADE,
                made,
                settings.migration(),
                settings.generation(),
                output.topic());
    }
}
