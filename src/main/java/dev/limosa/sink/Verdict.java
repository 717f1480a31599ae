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
    static final String LOCK_TIMEOUT = "55P03";

    private static final Set<String> ROW_CLASSES = Set.of("22", "23");
    /** Connection, transaction rollback, resources, operator intervention, system. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "40", "53", "57", "58");
    /** A lock in the way, a session ended while idle, a standby that was just a primary. */
    private static final Set<String> OUTAGE_STATES = Set.of(LOCK_TIMEOUT, "25P03", "25P04", "25006");

    static Verdict of(SQLException error) {
        String state = state(error);
        String stateClass = state.substring(0, 2);
        if (ROW_CLASSES.contains(stateClass)) {
            return ROW;
        }
        return OUTAGE_CLASSES.contains(stateClass) || OUTAGE_STATES.contains(state) ? OUTAGE : FATAL;
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
