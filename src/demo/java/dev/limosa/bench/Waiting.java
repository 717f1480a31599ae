package dev.limosa.bench;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition with a deadline. */
final class Waiting {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private Waiting() {}

    /** @param watched asked before each look, so that the wait ends when it has died */
    static void until(String what, Duration timeout, ChildJvm watched, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.call()) {
            watched.checkAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "waited for " + what + " for " + timeout.toSeconds() + " s in vain; see target/bench-*.log");
            }
            Thread.sleep(PERIOD.toMillis());
        }
    }
}
