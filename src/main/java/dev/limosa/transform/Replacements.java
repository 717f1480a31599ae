package dev.limosa.transform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How many dead threads may be replaced: a fixed number in any one minute. An outage kills a thread once in minutes, as
 * each new one waits for the broker first, so it never uses the number up, however long it lasts; an error that comes
 * back at once does so within seconds. Safe for any number of threads.
 */
final class Replacements {

    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final int allowed;
    private final LongSupplier nanoClock;
    private final Deque<Long> recent = new ArrayDeque<>();

    Replacements(int allowed, LongSupplier nanoClock) {
        this.allowed = allowed;
        this.nanoClock = nanoClock;
    }

    synchronized boolean allowOneMore() {
        long now = nanoClock.getAsLong();
        while (!recent.isEmpty() && now - recent.getFirst() >= WINDOW_NANOS) {
            recent.removeFirst();
        }
        recent.addLast(now);
        return recent.size() <= allowed;
    }
}
