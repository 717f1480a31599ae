package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private CommitPace pace;

    @BeforeEach
    void start() {
        context.setCurrentSystemTimeMs(100_000);
        pace = CommitPace.start(context, Duration.ofMillis(30));
    }

    @Test
    void aRecordJustCapturedIsCommittedAtTheNextTick() {
        assertEquals(
                Duration.ofMillis(30), context.scheduledPunctuators().get(0).getInterval());
        pace.passed(99_990);
        assertFalse(context.committed());
        pace.punctuate(100_030);
        assertTrue(context.committed());
    }

    @Test
    void aBacklogWaitsForTheCommitInterval() {
        pace.passed(50_000);
        pace.punctuate(100_030);
        assertFalse(context.committed());
    }

    @Test
    void aTickWithoutARecordCommitsNothing() {
        pace.passed(99_990);
        pace.punctuate(100_030);
        context.resetCommit();
        pace.punctuate(100_060);
        assertFalse(context.committed());
    }
}
