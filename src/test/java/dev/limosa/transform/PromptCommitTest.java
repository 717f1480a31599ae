package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class PromptCommitTest {

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    /** Near the end of what a long holds, as a JVM's may be. */
    private long nanos = Long.MAX_VALUE - 1_000;

    private final PromptCommit.Pending pending = new PromptCommit.Pending();
    private final PromptCommit commit = new PromptCommit(context, () -> nanos, () -> pending);
    private final long begin = nanos;

    private void at(long millis) {
        nanos = begin + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void wantAt(long millis) {
        at(millis);
        commit.want();
    }

    private void lookAt(long millis) {
        at(millis);
        context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(0));
    }

    private long scheduled() {
        return context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .count();
    }

    @Test
    void nothingIsAskedForWhereNothingIsWanted() {
        lookAt(500);
        assertFalse(context.committed());
        assertEquals(0, scheduled());
    }

    @Test
    void oneCommitForAllThatComesWithoutAPause() {
        wantAt(0);
        wantAt(4);
        lookAt(5);
        assertFalse(context.committed(), "more may come");
        wantAt(6);
        lookAt(10);
        assertTrue(context.committed());
        assertEquals(0, scheduled(), "the task costs nothing until there is something to commit again");
    }

    @Test
    void whatComesAllTheTimeDoesNotWaitForAPause() {
        int looks = 0;
        for (long millis = 0; !context.committed(); millis++) {
            wantAt(millis);
            if (millis % 5 == 0) {
                lookAt(millis);
                looks++;
            }
            assertTrue(millis <= 250, "no commit in " + millis + " ms");
        }
        assertTrue(looks > 5, "after " + looks + " looks");
    }

    /**
     * Streams takes no notice of a request by a task that has nothing to commit, and commits all tasks for one that
     * has.
     */
    @Test
    void theTaskThatHadTheLastRecordAsksForAllOfTheThread() {
        MockProcessorContext<byte[], byte[]> other = new MockProcessorContext<>();
        wantAt(0);
        new PromptCommit(other, () -> nanos, () -> pending).want();
        lookAt(5);
        assertFalse(context.committed());
        assertEquals(0, scheduled());
        other.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        assertTrue(other.committed());
    }

    /** Streams gives all records that it takes of a task at once the time of the first. */
    @Test
    void slowRecordsLookedLikeAPause() {
        context.setCurrentSystemTimeMs(1);
        wantAt(0);
        wantAt(9);
        lookAt(10);
        assertFalse(context.committed());
    }

    @Test
    void eachBurstHasItsOwn() {
        wantAt(0);
        lookAt(5);
        context.resetCommit();
        wantAt(100);
        assertEquals(1, scheduled());
        lookAt(105);
        assertTrue(context.committed());
    }

    @Test
    void aLargeBurstWasCommittedInPiecesForEachPauseBetweenItsFetches() {
        for (int record = 0; record < 5_000; record++) {
            wantAt(0);
        }
        lookAt(10);
        assertFalse(context.committed(), "the rest may be on its way");
        lookAt(21);
        assertTrue(context.committed());
    }
}
