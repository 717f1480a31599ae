package dev.limosa.capture;

import java.util.HashSet;
import java.util.Set;

/**
 * Transactions the change stream has brought that the tables may not show yet: a commit is in the log, and sent, before
 * its transaction is over for others, by a moment, or with synchronous replication by as long as the standby takes.
 * Rows read in between are older than their events.
 *
 * <p>The stream adds and tells of windows; the chunk reader asks.
 */
final class PublishedTransactions {

    /** Of the stream's thread: what it brings inside a window is known there key by key. */
    private final Set<Integer> sinceWindow = new HashSet<>();

    private final Set<Integer> beforeWindow = new HashSet<>();
    private long window;

    void add(long transaction) {
        sinceWindow.add((int) transaction);
    }

    /** The stream has met our window row of that number. */
    synchronized void reached(long number) {
        beforeWindow.addAll(sinceWindow);
        sinceWindow.clear();
        window = number;
        notifyAll();
    }

    synchronized void awaitReached(long number) throws InterruptedException {
        while (window < number) {
            wait();
        }
    }

    /** Whether a reader with that view finds everything the stream has brought before the window. */
    synchronized boolean allSeenBy(Visibility view) {
        return beforeWindow.stream().allMatch(view::sees);
    }

    /** What is seen once is seen for ever. */
    synchronized void forgetSeenBy(Visibility view) {
        beforeWindow.removeIf(view::sees);
    }
}
