package dev.limosa.capture;

import java.util.concurrent.TimeUnit;

/**
 * Keeps transactions apart. One costs broker, transform and sink as much for an event as for a thousand, so after a
 * small one capture rests, and what arrives meanwhile is in the next one. The rest is a few times as long as the
 * transaction took: on an idle system that is not to be felt, on a busy one, where each takes longer, it bounds the
 * share of the machine that goes into transactions instead of events. For one thread.
 */
final class Pace {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int RESTS_PER_WORK = 2;
    /** A transaction of so many has paid for itself: a backlog is not held up. */
    private static final int MANY_EVENTS = 2_000;

    private long began;

    void begin() {
        began = System.nanoTime();
    }

    /** Returns when the next transaction may begin. */
    void rest(long events) throws InterruptedException {
        if (events < MANY_EVENTS) {
            TimeUnit.NANOSECONDS.sleep(restNanos(System.nanoTime() - began));
        }
    }

    static long restNanos(long workNanos) {
        return Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, RESTS_PER_WORK * workNanos));
    }
}
