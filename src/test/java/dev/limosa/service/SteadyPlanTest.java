package dev.limosa.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.control.PlanState;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyPlanTest {

    private static SteadyPlan plan(PlanState... states) {
        Queue<PlanState> left = new ArrayDeque<>(List.of(states));
        return new SteadyPlan(left::remove);
    }

    @Test
    void whatIsFoundWrongWhileTheTablesChangeIsLookedAtAgain() throws Exception {
        PlanState changing = new PlanState(1, true);
        PlanState changed = new PlanState(1, false);
        PlanState seen = plan(PlanState.UNCHANGED, changing, changed).look(state -> {
            if (!state.equals(changed)) {
                throw new IllegalStateException("the publication has a table more");
            }
            return state;
        });
        assertEquals(changed, seen);
    }

    @Test
    void whatIsFoundWrongInAPlanThatStandsStillIsWrong() {
        IllegalStateException wrong = new IllegalStateException("wrong");
        assertEquals(
                wrong, assertThrows(IllegalStateException.class, () -> plan(PlanState.UNCHANGED, PlanState.UNCHANGED)
                        .look(state -> {
                            throw wrong;
                        })));
    }

    /** Its transaction was committed between the look's first question and its last. */
    @Test
    void aChangeThatIsUnderWayFailsNoMoreThanOneLook() throws Exception {
        PlanState changing = new PlanState(1, true);
        AtomicInteger looks = new AtomicInteger();
        assertEquals(2, (int) plan(changing, changing).look(state -> {
            if (looks.incrementAndGet() < 2) {
                throw new IllegalStateException("began with other tables");
            }
            return looks.get();
        }));
        assertThrows(IllegalStateException.class, () -> plan(changing, changing, changing)
                .look(state -> {
                    throw new IllegalStateException("began with other tables");
                }));
    }

    @Test
    void whatIsWrongIsToldWhereThePlanCanNotBeReadAnyMore() {
        AtomicInteger reads = new AtomicInteger();
        SteadyPlan plan = new SteadyPlan(() -> {
            if (reads.incrementAndGet() > 1) {
                throw new SQLException("gone");
            }
            return PlanState.UNCHANGED;
        });
        IllegalStateException wrong = assertThrows(
                IllegalStateException.class,
                () -> plan.look(state -> {
                    throw new IllegalStateException("wrong");
                }));
        assertEquals("gone", wrong.getSuppressed()[0].getMessage());
    }

    @Test
    void whatIsRightIsNotLookedAtAgain() throws Exception {
        assertEquals("right", plan(PlanState.UNCHANGED).look(state -> "right"));
    }
}
