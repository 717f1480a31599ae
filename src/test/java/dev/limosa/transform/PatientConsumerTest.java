package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** In threads of their own: what is pending is a thread's. */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class PatientConsumerTest {

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

    @Test
    void anIdleThreadWentRoundTwoHundredTimesASecond() {
        assertTrue(PatientConsumer.patience(PromptCommit.LOOK).compareTo(Duration.ofMillis(20)) > 0);
    }

    @Test
    void onlyWhereNothingIsToBeCommittedItWaitsForLong() throws Exception {
        new PromptCommit(context).want();
        assertEquals(PromptCommit.LOOK, PatientConsumer.patience(PromptCommit.LOOK));
        Thread.sleep(10);
        context.scheduledPunctuators().forEach(look -> look.getPunctuator().punctuate(0));
        assertTrue(context.committed());
        assertTrue(PatientConsumer.patience(PromptCommit.LOOK).compareTo(PromptCommit.LOOK) > 0);
    }

    @Test
    void whoDoesNotWantToWaitDoesNotWait() {
        assertEquals(Duration.ZERO, PatientConsumer.patience(Duration.ZERO));
    }
}
