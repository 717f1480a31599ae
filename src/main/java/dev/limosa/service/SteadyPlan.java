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

    /**
     * Looks until one has not failed, or one that has failed saw a plan that stood still. Of a change that is under way
     * one transaction may fall into a look, and not into the next one.
     */
    public <T> T look(Look<T> look) throws SQLException, InterruptedException {
        PlanState before = reader.read();
        boolean second = false;
        while (true) {
            try {
                return look.at(before);
            } catch (SQLException | RuntimeException e) {
                PlanState now = after(e, before);
                boolean same = now.equals(before);
                if (same && (second || !now.changing())) {
                    throw e;
                }
                LOG.info("looking again, since command {} changes the plan: {}", now.revision(), e.getMessage());
                second = same;
                before = now;
            }
        }
    }

    /** As it was, if it can't be read any more: then what has failed is what there is to tell. */
    private PlanState after(Exception failed, PlanState before) {
        try {
            return reader.read();
        } catch (SQLException e) {
            failed.addSuppressed(e);
            return before;
        }
    }
}
