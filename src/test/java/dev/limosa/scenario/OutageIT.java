package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.ServiceProcess;
import org.junit.jupiter.api.Test;

/** A server that goes away for a moment and comes back: the service waits for it, and nothing is lost or doubled. */
class OutageIT {

    @Test
    void theBrokerRestarts() throws Exception {
        restartWhileWriting(rig -> Rig.restartKafka());
    }

    @Test
    void theTargetRestarts() throws Exception {
        restartWhileWriting(Rig::restartTarget);
    }

    @Test
    void theSourceRestarts() throws Exception {
        restartWhileWriting(Rig::restartSource);
    }

    private interface Restart {
        void of(Rig rig) throws Exception;
    }

    private static void restartWhileWriting(Restart restart) throws Exception {
        try (Rig rig = Rig.start();
                VersionedTables tables = VersionedTables.create(rig, 2_000)) {
            ServiceProcess service = rig.service();
            rig.awaitProven();
            tables.startWriting();
            restart.of(rig);
            rig.awaitProven();
            tables.stopWriting();
            rig.awaitProven();
            rig.assertIdentical();
            tables.assertNothingAppliedTwice();
            assertTrue(service.isAlive(), service::log);
        }
    }
}
