package dev.limosa.capture;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells the thread that empties Debezium's queue when there is something in it. Debezium's own wait goes round and
 * round for its last millisecond, with the queue's lock held: at 10 ms a wait, a twentieth of a processor for nothing.
 * Thread-safe.
 */
final class Arrivals {

    private final Semaphore signal = new Semaphore(0);

    /** Something is in the queue now. */
    void arrived() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Returns when something arrived after the last return of this, or when the time is over. For one thread. */
    void await(long millis) throws InterruptedException {
        if (signal.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }
}
