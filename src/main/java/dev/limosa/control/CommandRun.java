package dev.limosa.control;

import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.RefusedException;
import dev.limosa.fault.CrashPoint;
import dev.limosa.jdbc.SqlFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one command: accepted → done → outcome. Whatever cuts it short leaves the command for the next owner. */
final class CommandRun extends Thread {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
    /**
     * What took too long for the role's statement_timeout would take too long again, and the stages may stand still.
     */
    private static final String CANCELLED = "57014";

    private final Command command;
    private final ControlEpoch epoch;
    private final @Nullable CommandKind kind;

    private record Ending(Outcome outcome, String message) {}

    /** @param kind null if this version knows none of that name */
    CommandRun(Command command, ControlEpoch epoch, @Nullable CommandKind kind) {
        super("limosa-command-" + command.id());
        this.command = command;
        this.epoch = epoch;
        this.kind = kind;
    }

    @Override
    public void run() {
        try {
            if (epoch.transact(target -> CommandRows.accept(target, command.id(), epoch))) {
                CrashPoint.CONTROL_ACCEPTED.reached();
                Ending ending = carryOut();
                CrashPoint.CONTROL_BEFORE_OUTCOME.reached();
                epoch.transact(target -> CommandRows.finish(target, command.id(), ending.outcome(), ending.message()));
                LOG.info(
                        "command {} {} by {}: {} ({})",
                        command.id(),
                        command.kind(),
                        command.issuedBy(),
                        ending.outcome(),
                        ending.message());
            }
        } catch (SQLException e) {
            LOG.warn(
                    "command {} {} was cut short and is begun again: {}", command.id(), command.kind(), e.getMessage());
        } catch (LostEpochException e) {
            LOG.info("{}", e.getMessage());
        } catch (InterruptedException e) {
            LOG.info("command {} {} is left to the next owner of the control epoch", command.id(), command.kind());
        }
    }

    private Ending carryOut() throws SQLException, InterruptedException {
        if (kind == null) {
            return new Ending(
                    Outcome.REFUSED,
                    "cannot carry out '" + command.kind() + "': this replica's version knows no such command; update"
                            + " the replicas");
        }
        try {
            return new Ending(Outcome.DONE, kind.carryOut(new Execution(command, epoch)));
        } catch (RefusedException | InvalidConfigurationException e) {
            return new Ending(Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (LostEpochException e) {
            throw e;
        } catch (SQLException e) {
            if (SqlFailure.isOutage(e) && !CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
            return new Ending(Outcome.FAILED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.debug("the cause", e);
            return new Ending(Outcome.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }
}
