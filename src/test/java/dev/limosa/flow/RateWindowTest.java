package dev.limosa.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateWindowTest {

    private static final long SECOND = 1_000_000_000L;

    private final RateWindow window = new RateWindow(10);

    @Test
    void knowsNothingBeforeTwoLooks() {
        assertTrue(Double.isNaN(window.perSecond()));
        window.add(0, 100);
        assertTrue(Double.isNaN(window.perSecond()));
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        for (int second = 0; second <= 60; second++) {
            window.add(second * SECOND, second < 30 ? second * 1_000L : 30_000);
        }
        assertEquals(0, window.perSecond());
    }

    @Test
    void countsAnewWhenTheNumberFallsBack() {
        window.add(0, 5_000);
        window.add(SECOND, 6_000);
        window.add(2 * SECOND, 10);
        window.add(3 * SECOND, 60);
        assertEquals(50, window.perSecond());
    }
}
