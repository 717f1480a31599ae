package dev.limosa.control;

import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;

/** A command that is being carried out, under the epoch of the replica that does. For one thread. */
public final class Execution {

    private final Command command;
    private final ControlEpoch epoch;

    /** Work on the target; the transaction is begun before it and committed after it. */
    public interface Work<T> {
        T on(Connection target) throws SQLException;
    }

    Execution(Command command, ControlEpoch epoch) {
        this.command = command;
        this.epoch = epoch;
    }

    public Command command() {
        return command;
    }

    public String migration() {
        return epoch.migration();
    }

    /**
     * One transaction of the target, which holds the epoch from its first statement to its commit.
     *
     * @throws LostEpochException if another replica has taken over; nothing was changed
     */
    public <T> T transact(Work<T> work) throws SQLException {
        return epoch.transact(target -> {
            T result = work.on(target);
            CrashPoint.CONTROL_BEFORE_COMMIT.reached();
            return result;
        });
    }

    /** From here to this command's outcome no stage of any replica runs; then all begin anew with the plan as it is. */
    public void standStill() throws SQLException {
        epoch.transact(target -> Query.update(
                target,
                "INSERT INTO limosa.plan_change (migration, command) VALUES (?, ?) ON CONFLICT DO NOTHING",
                migration(),
                command.id()));
        CrashPoint.CONTROL_STANDSTILL.reached();
    }

    /** Tells who follows the command how far it is. */
    public void progress(String message) throws SQLException {
        epoch.transact(target -> CommandRows.progress(target, command.id(), message));
    }
}
