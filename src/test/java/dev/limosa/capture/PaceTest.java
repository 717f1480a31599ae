package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private long now;
    private long lastWork;

    @Test
    void restsAsLongAsTheTransactionTook() {
        assertEquals(millis(20), Pace.restNanos(10, millis(1)));
        assertEquals(millis(30), Pace.restNanos(10, millis(30)));
        assertEquals(millis(250), Pace.restNanos(10, millis(5_000)));
    }

    @Test
    void manyEventsASecondAreFewTransactions() {
        assertEquals(millis(20), Pace.restNanos(500, millis(1)));
        assertEquals(millis(250) / 4, Pace.restNanos(1_000, millis(1)));
        assertEquals(millis(250), Pace.restNanos(2_000, millis(1)));
        assertEquals(millis(250), Pace.restNanos(50_000, millis(1)));
    }

    /** It was followed by a rest of 250 ms, and each of its events came as late. */
    @Test
    void aBurstBehindAHiccupIsNotTakenForABusyStream() {
        Pace pace = new Pace(() -> now);
        for (int i = 0; i < 50; i++) {
            transaction(pace, 25, 12, 3);
        }
        long rest = transaction(pace, 25, 100, 60);
        assertTrue(rest < millis(30), rest + " ns");
    }

    @Test
    void aBusyStreamIsKnownWithinASecond() {
        Pace pace = new Pace(() -> now);
        for (int i = 0; i < 40; i++) {
            transaction(pace, 25, 250, 3);
        }
        assertEquals(millis(250), transaction(pace, 25, 250, 3));
    }

    /** @param every milliseconds from the last one's beginning to this one's */
    private long transaction(Pace pace, long every, int events, long work) {
        now += millis(every) - lastWork;
        pace.begin();
        lastWork = millis(work);
        now += lastWork;
        return pace.restNanos(events);
    }

    @Test
    void aBacklogIsNotHeldUp() {
        Pace pace = new Pace();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 1_000; i++) {
                pace.begin();
                pace.rest(8_192);
            }
        });
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
