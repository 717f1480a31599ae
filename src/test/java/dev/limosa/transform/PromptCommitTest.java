package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class PromptCommitTest {

    private static final long BEGIN = 1_000;

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final PromptCommit commit = new PromptCommit(context);

    private void wantAt(long millis) {
        context.setCurrentSystemTimeMs(BEGIN + millis);
        commit.want();
    }

    private void lookAt(long millis) {
        context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(BEGIN + millis));
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
        other.setCurrentSystemTimeMs(BEGIN + 1);
        wantAt(0);
        new PromptCommit(other).want();
        lookAt(5);
        assertFalse(context.committed());
        assertEquals(0, scheduled());
        other.scheduledPunctuators().get(0).getPunctuator().punctuate(BEGIN + 6);
        assertTrue(other.committed());
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
}
