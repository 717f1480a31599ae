package dev.limosa.transform;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit soon after a record that has only just been captured, and leaves a backlog to the (much longer)
 * commit interval: a transaction costs the broker as much for one row as for ten thousand. For one thread.
 */
final class CommitPace implements Punctuator {

    /** A record older than this is one of a backlog: a snapshot, or what piled up in an outage. */
    private static final long FRESH_MS = 1_000;

    private final ProcessorContext<?, ?> context;
    private boolean fresh;

    private CommitPace(ProcessorContext<?, ?> context) {
        this.context = context;
    }

    static CommitPace start(ProcessorContext<?, ?> context, Duration every) {
        CommitPace pace = new CommitPace(context);
        context.schedule(every, PunctuationType.WALL_CLOCK_TIME, pace);
        return pace;
    }

    void passed(long timestamp) {
        fresh = fresh || context.currentSystemTimeMs() - timestamp < FRESH_MS;
    }

    @Override
    public void punctuate(long now) {
        if (fresh) {
            fresh = false;
            context.commit();
        }
    }
}
