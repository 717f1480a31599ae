package dev.limosa.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final RateLimit limit = new RateLimit(() -> now);

    @Test
    void neverWaitsWithoutALimit() {
        limit.took(1_000_000);
        assertEquals(0, limit.waitNanos());
        assertEquals(Integer.MAX_VALUE, limit.rowsIn(1));
    }

    @Test
    void waitsUntilTheTimeHasAllowedWhatWasTaken() {
        limit.set(100);
        limit.took(250);
        assertEquals(2.5, limit.waitNanos() / 1e9, 0.001);
        now += 2 * SECOND;
        assertEquals(0.5, limit.waitNanos() / 1e9, 0.001);
        now += SECOND;
        assertEquals(0, limit.waitNanos());
    }

    @Test
    void timeThatWasNotUsedEarnsNothing() {
        limit.set(100);
        now += 3600 * SECOND;
        limit.took(100);
        assertEquals(1, limit.waitNanos() / 1e9, 0.001);
    }

    @Test
    void aHigherRateShortensAWaitThatHasBegun() {
        limit.set(1);
        limit.took(100);
        limit.set(1_000);
        assertEquals(0.1, limit.waitNanos() / 1e9, 0.001);
        limit.set(RateLimit.UNLIMITED);
        assertEquals(0, limit.waitNanos());
    }

    @Test
    void evenTheSlowestRateLetsARowThrough() {
        limit.set(0);
        assertEquals(1, limit.rowsIn(0.2));
        limit.took(1);
        now += SECOND + 1;
        assertTrue(limit.waitNanos() <= 1);
    }
}
