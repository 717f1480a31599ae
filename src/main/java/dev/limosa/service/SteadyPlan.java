package dev.limosa.service;

import dev.limosa.control.PlanState;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at source, target and Kafka, which take one after the other, while some replica may be adding tables to all
 * three. What is found wrong then may be nothing but the half of it: it only counts if the plan did not change
 * meanwhile.
 */
public final class SteadyPlan {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyPlan.class);

    private final Reader reader;

    /** @param reader is asked before each look, and after one that has failed */
    public SteadyPlan(Reader reader) {
        this.reader = reader;
    }

    /** Where the plan's state is read. */
    public interface Reader {
        PlanState read() throws SQLException;
    }

    /** What needs the plan to stay as it is. */
    public interface Look<T> {

        /** @param state was read before it began */
        T at(PlanState state) throws SQLException, InterruptedException;
    }

    /** Looks until the plan stood still for the whole of a look that failed, or one has not failed. */
    public <T> T look(Look<T> look) throws SQLException, InterruptedException {
        PlanState before = reader.read();
        while (true) {
            try {
                return look.at(before);
            } catch (SQLException | RuntimeException e) {
                PlanState now = reader.read();
                if (now.equals(before)) {
                    throw e;
                }
                LOG.info("looking again, since command {} has changed the plan meanwhile", now.revision());
                before = now;
            }
        }
    }
}
