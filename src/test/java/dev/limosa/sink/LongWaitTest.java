package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LongWaitTest {

    @Test
    void isToldOnceItHasLastedTooLongAndNotAgain() {
        LongWait wait = new LongWait(Duration.ofSeconds(30), 1_000);
        assertFalse(wait.isTooLong(1_000 + 29_999_999_999L));
        assertTrue(wait.isTooLong(1_000 + 30_000_000_000L));
        assertFalse(wait.isTooLong(1_000 + 300_000_000_000L));
    }
}
