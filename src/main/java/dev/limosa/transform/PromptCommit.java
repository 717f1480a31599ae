package dev.limosa.transform;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes when no more of them come, and the rows of a snapshot when the commit interval is over. A commit
 * costs the broker as much for one record as for thousands. A snapshot is only as fast as its commits are rare, and for
 * a change each millisecond counts; but to ask for a commit with each change would be to commit each one alone, since
 * Streams looks for such requests after every few records. So one is asked for when the thread has had nothing to do
 * for a moment, which is where the transaction ended that capture had made of them.
 */
final class PromptCommit {

    /** How often Streams is to come back from waiting for records, or the moment is noticed late. */
    static final Duration LOOK = Duration.ofMillis(5);

    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /**
     * More for each record: a large transaction comes in several fetches, with pauses between them, and for whoever
     * waits for thousands of changes some milliseconds are little.
     */
    private static final long CALM_NANOS_PER_RECORD = TimeUnit.MICROSECONDS.toNanos(5);

    private static final long LONGEST_CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Where records come without a pause. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final ThreadLocal<Pending> OF_THREAD = ThreadLocal.withInitial(Pending::new);

    private final ProcessorContext<?, ?> context;
    private final LongSupplier nanos;
    private final Supplier<Pending> ofThread;
    private @Nullable Cancellable looking;

    /** A stream thread commits all its tasks at once, so one that has come to rest has to wait for the others. */
    static final class Pending {

        /** Whose the last record was: a request counts only if it is made by a task that has something to commit. */
        private @Nullable PromptCommit asks;

        private long records;
        private long last;
        private long due;

        void add(PromptCommit task, long now) {
            due = asks == null ? now + LONGEST_NANOS : due;
            records = asks == null ? 1 : records + 1;
            asks = task;
            last = now;
        }

        boolean isTimeAt(long now) {
            return now - last >= calmNanos() || now - due >= 0;
        }

        private long calmNanos() {
            return Math.min(LONGEST_CALM_NANOS, CALM_NANOS + records * CALM_NANOS_PER_RECORD);
        }
    }

    /** @param context of one task, as {@code init} has got it */
    PromptCommit(ProcessorContext<?, ?> context) {
        // Streams' own time stands still while it takes many records of a task: slow ones would look like a pause.
        this(context, System::nanoTime, OF_THREAD::get);
    }

    PromptCommit(ProcessorContext<?, ?> context, LongSupplier nanos, Supplier<Pending> ofThread) {
        this.context = context;
        this.nanos = nanos;
        this.ofThread = ofThread;
    }

    /** The record that has been processed must not wait for the commit interval. */
    void want() {
        ofThread.get().add(this, nanos.getAsLong());
        if (looking == null) {
            looking = context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> look());
        }
    }

    /** Whether the calling thread has something that must not wait for the commit interval. */
    static boolean isPending() {
        return OF_THREAD.get().asks != null;
    }

    private void look() {
        Pending pending = ofThread.get();
        if (pending.asks != this) {
            stopLooking();
        } else if (pending.isTimeAt(nanos.getAsLong())) {
            pending.asks = null;
            context.commit();
            stopLooking();
        }
    }

    private void stopLooking() {
        if (looking != null) {
            looking.cancel();
            looking = null;
        }
    }
}
