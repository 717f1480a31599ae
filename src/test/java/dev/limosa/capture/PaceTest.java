package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

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
