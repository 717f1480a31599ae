package dev.limosa.capture;

import java.util.concurrent.TimeUnit;

/** Waits longer after each failure that comes soon after the last. For one thread. */
final class Backoff {

    private static final long FIRST_MS = 250;
    private static final long LONGEST_MS = 8_000;
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private long nextMs = FIRST_MS;

    /** @return false if the thread was interrupted */
    boolean pause(long lastedNanos) {
        return sleep(next(lastedNanos));
    }

    /**
     * How many milliseconds to wait this time.
     *
     * @param lastedNanos how long it went well
     */
    long next(long lastedNanos) {
        long millis = lastedNanos > STEADY_NANOS ? FIRST_MS : nextMs;
        nextMs = Math.min(LONGEST_MS, millis * 2);
        return millis;
    }

    static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
