package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.ServiceProcess;
import java.io.IOException;
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
            signal("STOP", sleeper);
            assertTakesOver(second);
            rig.awaitProven();
            signal("CONT", sleeper);
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

    private static void signal(String name, ServiceProcess service) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(service.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, exit, () -> "kill -" + name + " " + service.pid());
    }
}
