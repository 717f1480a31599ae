package dev.limosa.flow;

import java.util.function.LongSupplier;

/**
 * At most so many rows a second; time that was not used earns nothing. Who has taken a batch says so afterwards and
 * then waits: {@link #took} and the waits are one thread's, the rate may be set by any.
 */
public final class RateLimit {

    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final double SECOND = 1e9;

    private final LongSupplier nanoTime;
    private volatile long rate = UNLIMITED;
    /** Rows taken beyond what the time has allowed, as of {@link #asOf}. */
    private double debt;

    private long asOf;

    public RateLimit() {
        this(System::nanoTime);
    }

    RateLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.asOf = nanoTime.getAsLong();
    }

    /** @param rowsPerSecond at least 1, or {@link #UNLIMITED} */
    public void set(long rowsPerSecond) {
        rate = Math.max(1, rowsPerSecond);
    }

    public boolean isLimited() {
        return rate != UNLIMITED;
    }

    public long rate() {
        return rate;
    }

    public void took(long rows) {
        settle();
        debt += rows;
    }

    /** How long to wait before the next rows, 0 if they may be taken now; shorter if the rate is raised meanwhile. */
    public long waitNanos() {
        settle();
        return debt <= 0 ? 0 : (long) Math.min(debt / rate * SECOND, 3600 * SECOND) + 1;
    }

    /** How many rows make up this part of a second, at least one. */
    public int rowsIn(double seconds) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, rate * seconds));
    }

    private void settle() {
        long now = nanoTime.getAsLong();
        double allowed = isLimited() ? rate * ((now - asOf) / SECOND) : debt;
        debt = Math.max(debt - allowed, 0);
        asOf = now;
    }
}
