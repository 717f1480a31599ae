package dev.limosa.capture;

import java.util.concurrent.TimeUnit;

/**
 * Keeps transactions apart. One costs broker, transform and sink as much for an event as for a thousand, so after a
 * small one capture rests, and what arrives meanwhile is in the next one. The rest grows with the square of the rate: a
 * stream that leaves the machine idle is passed on at once, one that fills it in few transactions, which is what leaves
 * room for events. It is also as long as the transaction took, where machine or broker are slow for other reasons. For
 * one thread.
 */
final class Pace {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int RESTS_PER_WORK = 1;
    /** From this rate on the rest is the longest. */
    private static final double BUSY_PER_SECOND = 2_000;
    /** A transaction of so many has paid for itself: a backlog is not held up. */
    private static final int MANY_EVENTS = 4_000;

    private long began = System.nanoTime();
    private long sinceLast;

    void begin() {
        long now = System.nanoTime();
        sinceLast = now - began;
        began = now;
    }

    /** Returns when the next transaction may begin. */
    void rest(long events) throws InterruptedException {
        if (events < MANY_EVENTS) {
            double perSecond = events * 1e9 / Math.max(1, sinceLast);
            TimeUnit.NANOSECONDS.sleep(restNanos(perSecond, System.nanoTime() - began));
        }
    }

    static long restNanos(double eventsPerSecond, long workNanos) {
        double busy = Math.min(1, eventsPerSecond / BUSY_PER_SECOND);
        long wanted = Math.max((long) (busy * busy * LONGEST_NANOS), RESTS_PER_WORK * workNanos);
        return Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, wanted));
    }
}
