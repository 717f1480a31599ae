package dev.limosa.capture;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps transactions apart. One costs broker, transform and sink as much for an event as for a thousand, so after a
 * small one capture rests, and what arrives meanwhile is in the next one. The rest grows with the square of the rate: a
 * stream that leaves the machine idle is passed on at once, one that fills it in few transactions, which is what leaves
 * room for events. It is also as long as transactions take, where machine or broker are slow for other reasons.
 *
 * <p>Both are averages: what has piled up behind one hiccup comes as a burst, and a long rest after it would hold up a
 * stream that is not busy at all. For one thread.
 */
final class Pace {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int RESTS_PER_WORK = 1;
    /** From this rate on the rest is the longest. */
    private static final double BUSY_PER_SECOND = 2_000;
    /** A transaction of so many has paid for itself: a backlog is not held up. */
    private static final int MANY_EVENTS = 4_000;
    /** What is longer ago counts less than half. */
    private static final double MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanos;
    private long began;
    private long sinceLast;
    private double perSecond;
    private double workNanos;

    Pace() {
        this(System::nanoTime);
    }

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        began = nanos.getAsLong();
    }

    void begin() {
        long now = nanos.getAsLong();
        sinceLast = Math.max(1, now - began);
        began = now;
    }

    /** Returns when the next transaction may begin. @param events of the one that has just ended */
    void rest(long events) throws InterruptedException {
        long rest = restNanos(events);
        if (events < MANY_EVENTS) {
            TimeUnit.NANOSECONDS.sleep(rest);
        }
    }

    long restNanos(long events) {
        double weight = sinceLast / (sinceLast + MEMORY_NANOS);
        perSecond += weight * (events * 1e9 / sinceLast - perSecond);
        workNanos += weight * (nanos.getAsLong() - began - workNanos);
        return restNanos(perSecond, (long) workNanos);
    }

    static long restNanos(double eventsPerSecond, long workNanos) {
        double busy = Math.min(1, eventsPerSecond / BUSY_PER_SECOND);
        long wanted = Math.max((long) (busy * busy * LONGEST_NANOS), RESTS_PER_WORK * workNanos);
        return Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, wanted));
    }
}
