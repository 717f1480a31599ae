package dev.limosa.capture;

import java.util.concurrent.TimeUnit;

/**
 * Keeps transactions some milliseconds apart. One costs the broker as much for an event as for a thousand, and what
 * arrives meanwhile is in the next one; a busy stream, whose batches take longer than that anyway, never waits.
 */
final class Pace {

    private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private long next = System.nanoTime();

    void await() throws InterruptedException {
        long wait = next - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        next = System.nanoTime() + APART_NANOS;
    }
}
