package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.ServiceProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two replicas of one migration: one captures, and whatever happens to it, never two do harm. */
class TakeoverIT {

    private static final Duration TAKEOVER = Duration.ofSeconds(30);

    @Test
    void theOtherReplicaCapturesWhenTheCapturingOneIsKilled() throws Exception {
        try (Rig rig = Rig.start();
                VersionedTables tables = VersionedTables.create(rig, 2_000)) {
            ServiceProcess first = capturing(rig);
            ServiceProcess second = rig.service();
            rig.await("second replica running", () -> second.logContains("running migration="));
            tables.startWriting();
            first.kill();
            assertTakesOver(second);
            tables.stopWriting();
            rig.awaitProven();
            rig.assertIdentical();
            tables.assertNothingAppliedTwice();
        }
    }

    /**
     * Stopped, not dead: it wakes up believing that it still captures, and that its sink still holds its partitions.
     */
    @Test
    void aReplicaThatSleptThroughItsReplacementIsFenced() throws Exception {
        try (Rig rig = Rig.start();
                VersionedTables tables = VersionedTables.create(rig, 2_000)) {
            ServiceProcess sleeper = capturing(rig);
            ServiceProcess second = rig.service();
            rig.await("second replica running", () -> second.logContains("running migration="));
            tables.startWriting();
            sleeper.signal("STOP");
            assertTakesOver(second);
            rig.awaitProven();
            sleeper.signal("CONT");
            rig.await(
                    "the sleeper notices",
                    () -> sleeper.logContains("capture was interrupted")
                            || sleeper.logContains("this replica stopped capturing"));
            rig.awaitProven();
            tables.stopWriting();
            rig.awaitProven();
            rig.assertIdentical();
            tables.assertNothingAppliedTwice();
        }
    }

    private static ServiceProcess capturing(Rig rig) throws Exception {
        ServiceProcess service = rig.service();
        rig.await("first replica captures", () -> service.logContains("capture starts"));
        rig.awaitProven();
        return service;
    }

    private static void assertTakesOver(ServiceProcess service) throws InterruptedException {
        long deadline = System.nanoTime() + TAKEOVER.toNanos();
        while (!service.logContains("capture starts")) {
            assertTrue(System.nanoTime() < deadline, () -> "not taken over within " + TAKEOVER + "\n" + service.log());
            Thread.sleep(50);
        }
    }
}
