package dev.limosa.control;

import dev.limosa.config.RefusedException;
import java.sql.SQLException;

/**
 * One kind of command. To add one: implement this, and give it to the {@link ControlLoop} in the service.
 *
 * <p>It is carried out again, by whoever took over, if a replica dies between accepting it and writing its outcome: so
 * it has to come to the same end when it is begun anew. What it changes in the target goes through
 * {@link Execution#transact}, which a replica whose time is over cannot pass; what it changes elsewhere has to carry
 * the epoch or bear being done twice.
 */
public interface CommandKind {

    /** As it is written in {@code limosa.command}. */
    String name();

    /**
     * Runs in the thread that carries out commands, one after another; it may take as long as it needs.
     *
     * @return what to tell who issued it
     * @throws RefusedException if it can't be done as it stands
     * @throws SQLException an outage is tried again; anything else is the command's failure
     * @throws InterruptedException when the epoch is lost, or the service stops
     */
    String carryOut(Execution execution) throws SQLException, InterruptedException;
}
