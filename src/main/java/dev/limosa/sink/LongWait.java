package dev.limosa.sink;

import java.time.Duration;

/** A wait that is worth a word once it has lasted too long; once only. For one thread. */
final class LongWait {

    private final long beganNanos;
    private final long patienceNanos;
    private boolean told;

    /** @param nowNanos by {@link System#nanoTime}, or a test's clock */
    LongWait(Duration patience, long nowNanos) {
        this.patienceNanos = patience.toNanos();
        this.beganNanos = nowNanos;
    }

    /** True the first time that it has lasted too long. */
    boolean isTooLong(long nowNanos) {
        if (told || nowNanos - beganNanos < patienceNanos) {
            return false;
        }
        told = true;
        return true;
    }
}
