package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.TextConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CaptureReplicaTest {

    private static final MigrationConfig.DatabaseConfig NONE = new MigrationConfig.DatabaseConfig("", "", "");

    private final CaptureReplica replica = new CaptureReplica(new MigrationConfig(
            "shop",
            NONE,
            NONE,
            new MigrationConfig.KafkaConfig("nowhere.invalid:9092", Map.of()),
            8,
            List.of(),
            TextConfig.NONE,
            new MigrationConfig.CaptureConfig("s", "p", 1, 1, 1000, Map.of()),
            new MigrationConfig.TransformConfig(1, 50),
            new MigrationConfig.SinkConfig(1, 1, 1),
            new MigrationConfig.AdminConfig("127.0.0.1", -1)));

    @Test
    void anAddressThatNobodyKnowsWasAskedForThousandsOfTimesASecond() throws InterruptedException {
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.list = new CopyOnWriteArrayList<>();
        seen.start();
        Logger log = (Logger) LoggerFactory.getLogger(CaptureReplica.class);
        log.addAppender(seen);
        try {
            Thread thread = new Thread(replica);
            thread.start();
            while (seen.list.isEmpty()) {
                Thread.sleep(10);
            }
            Thread.sleep(2_000);
            replica.close();
            thread.join(1_000);
            assertFalse(thread.isAlive(), "it ends while it waits");
        } finally {
            log.detachAppender(seen);
        }
        assertTrue(seen.list.size() <= 5, seen.list.size() + " warnings");
        String warning = seen.list.get(0).getFormattedMessage();
        assertTrue(warning.contains("shop-capture") && warning.contains("No resolvable bootstrap urls"), warning);
    }

    @Test
    void aRunThatDidNotEndInTimeWasJoinedByASecondOne() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        CaptureTurn turn = new CaptureTurn(() -> stuckRun(begun, stuck, runs), Duration.ofMillis(50));
        assertTrue(turn.begin());
        begun.await();
        turn.end();
        assertFalse(turn.isOn());
        assertFalse(turn.begin(), "the first one lives");
        assertEquals(1, runs.get());
        stuck.countDown();
        while (!turn.begin()) {
            Thread.sleep(5);
        }
        assertEquals(2, runs.get());
        turn.end();
    }

    private static CaptureRun stuckRun(CountDownLatch begun, CountDownLatch stuck, AtomicInteger runs) {
        runs.incrementAndGet();
        return new CaptureRun(
                () -> {
                    begun.countDown();
                    awaitDeafly(stuck);
                    throw new IllegalStateException("no session");
                },
                new CaptureFlow(),
                0,
                error -> {});
    }

    private static void awaitDeafly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
