package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.ServiceProcess;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Three replicas of one migration share its partitions, one of them captures, and any of them may go at any time. */
class ReplicasIT {

    private static final long SEED = 20_261;
    private static final Duration STORM = Duration.ofSeconds(30);

    @Test
    void replicasThatAreKilledPutToSleepStoppedAndAddedLoseAndDoubleNothing() throws Exception {
        try (Rig rig = Rig.start();
                VersionedTables tables = VersionedTables.create(rig, 2_000)) {
            ReplicaStorm storm = new ReplicaStorm(rig, SEED);
            storm.fill();
            // Two tasks a replica: more than two owners are more than one replica.
            rig.await("partitions shared", () -> rig.sinkOwners() > 2);
            tables.startWriting();
            storm.rage(STORM);
            storm.calm();
            tables.stopWriting();
            rig.awaitProven();
            rig.assertIdentical();
            tables.assertNothingAppliedTwice();
            storm.assertNoneHasFailed();
        }
    }

    @Test
    void aMigrationWithSourceAndTargetExchangedIsRefusedAndChangesNothing() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.table("docs", "id bigint PRIMARY KEY");
            ServiceProcess first = rig.service();
            rig.await("first replica running", () -> first.logContains("running migration="));
            Rig.Servers exchanged = rig.servers().exchanged();
            ServiceProcess second = rig.service(exchanged, Map.of());
            assertEquals(OptionalInt.of(7), second.waitForExit(Duration.ofMinutes(3)), second::log);
            assertTrue(second.logContains("source and target exchanged"), second::log);
            assertTrue(first.isAlive(), first::log);
        }
    }
}
