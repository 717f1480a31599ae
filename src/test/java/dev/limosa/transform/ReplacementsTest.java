package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplacementsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Replacements replacements = new Replacements(3, nanos::get);

    private boolean after(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        return replacements.allowOneMore();
    }

    @Test
    void anErrorThatComesBackAtOnceUsesThemUp() {
        assertTrue(after(0) && after(1) && after(1));
        assertFalse(after(1));
    }

    @Test
    void anOutageNeverDoes() {
        for (int i = 0; i < 100; i++) {
            assertTrue(after(30), "replacement " + i);
        }
    }
}
