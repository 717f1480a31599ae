package dev.limosa.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.control.PlanState;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
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

    @Test
    void whatIsRightIsNotLookedAtAgain() throws Exception {
        assertEquals("right", plan(PlanState.UNCHANGED).look(state -> "right"));
    }
}
