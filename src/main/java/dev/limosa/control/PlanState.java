package dev.limosa.control;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which plan replicas are to follow: which tables there are, as the target says.
 *
 * @param revision the command that changed it last, 0 if none has
 * @param changing that command is not finished: no stage may run
 */
public record PlanState(long revision, boolean changing) {

    public static final PlanState UNCHANGED = new PlanState(0, false);

    private static final String READ = "SELECT p.command, c.finished_at IS NULL FROM limosa.plan_change p"
            + " JOIN limosa.command c ON c.id = p.command WHERE p.migration = ? ORDER BY p.command DESC LIMIT 1";

    public static PlanState read(Connection target, String migration) throws SQLException {
        if (!Query.hasTable(target, "limosa.plan_change")) {
            return UNCHANGED;
        }
        return Query.first(target, READ, row -> new PlanState(row.getLong(1), row.getBoolean(2)), migration)
                .orElse(UNCHANGED);
    }
}
