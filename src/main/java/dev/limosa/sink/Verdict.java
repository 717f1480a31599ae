package dev.limosa.sink;

import dev.limosa.jdbc.SqlFailure;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an error of the target means for the batch that met it. */
enum Verdict {
    /** The target refuses a value: trying again is of no use, and the other rows are not to blame. */
    ROW,
    /** The target, the way to it or a lock is in the way: the same batch may pass later. */
    OUTAGE,
    /** Neither: a missing table or right, a bug. A person has to look. */
    FATAL;

    static final String UNIQUE = "23505";
    static final String FOREIGN_KEY = "23503";
    static final String RESTRICT = "23001";
    static final String EXCLUSION = "23P01";

    /** Data, constraints, a view's check option, and what a trigger raises. */
    private static final Set<String> ROW_CLASSES = Set.of("22", "23", "44", "P0");
    /** A value too large for an index or for what is made of it, such as a tsvector. */
    private static final String LIMIT_EXCEEDED = "54000";

    static Verdict of(SQLException error) {
        String state = state(error);
        if (ROW_CLASSES.contains(state.substring(0, 2)) || state.equals(LIMIT_EXCEEDED)) {
            return ROW;
        }
        return SqlFailure.isOutage(error) ? OUTAGE : FATAL;
    }

    static String state(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() < 5 ? "XX000" : state;
    }

    /** SQLSTATE, and which constraint or column: PostgreSQL's own message would hold values of the row. */
    static String describe(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException known ? known.getServerErrorMessage() : null;
        if (server != null && server.getConstraint() != null) {
            return state(error) + " constraint " + server.getConstraint();
        }
        if (server != null && server.getColumn() != null) {
            return state(error) + " column " + server.getColumn();
        }
        return state(error);
    }

    /** As {@link #describe}, with the message where it can't hold a value. */
    static String explain(SQLException error) {
        return of(error) == ROW ? describe(error) : SqlFailure.sentence(error);
    }
}
