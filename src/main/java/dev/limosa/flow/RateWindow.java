package dev.limosa.flow;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a number that only grows has grown lately. For one thread. */
public final class RateWindow {

    private final long windowNanos;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long value) {}

    public RateWindow(long windowSeconds) {
        this.windowNanos = windowSeconds * 1_000_000_000L;
    }

    /** @param nanos by {@link System#nanoTime}, or a test's clock */
    public void add(long nanos, long value) {
        if (!samples.isEmpty() && value < samples.getLast().value()) {
            samples.clear(); // Counted anew by another process.
        }
        samples.addLast(new Sample(nanos, value));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > windowNanos) {
            samples.removeFirst();
        }
    }

    /** A second's growth; {@code NaN} before two samples are there. */
    public double perSecond() {
        if (samples.size() < 2) {
            return Double.NaN;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        return seconds <= 0 ? Double.NaN : (last.value() - first.value()) / seconds;
    }
}
