package dev.limosa.text;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long one row may take. Asked between tokens and steps, where asking costs next to nothing; for one thread.
 *
 * <p>A machine that stands still must not make a row bad: when the time is up by the clock, the thread is given as much
 * again of the processor's time, and only a row that uses that up as well is over its limit.
 */
public final class TimeLimit {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NOT_ASKED = -1;

    private final long nanos;
    private long start;
    private long processorEnd;
    private boolean over;

    /** A row that took too long. */
    public static final class OverException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OverException(long millis) {
            super("over its limit of " + millis + " ms", null, false, false);
        }
    }

    public TimeLimit(int millis) {
        this.nanos = millis * 1_000_000L;
    }

    public long millis() {
        return nanos / 1_000_000;
    }

    /** A new row. */
    public void begin() {
        start = System.nanoTime();
        processorEnd = NOT_ASKED;
        over = false;
    }

    /** @throws OverException if the row has had its time */
    public void check() {
        if (System.nanoTime() - start > nanos) {
            askTheProcessor();
        }
    }

    private void askTheProcessor() {
        long used = THREADS.getCurrentThreadCpuTime();
        if (processorEnd == NOT_ASKED) {
            processorEnd = used + nanos;
        } else if (used > processorEnd) {
            over = true;
            throw new OverException(millis());
        }
    }

    /** Whether {@link #check} has thrown since the row began, whatever became of that on the way. */
    public boolean isOver() {
        return over;
    }
}
