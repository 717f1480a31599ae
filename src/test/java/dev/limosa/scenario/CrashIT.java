package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.ServiceProcess;
import dev.limosa.fault.CrashPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The service is killed, from inside, at named places of the row's path, again and again while the source is written
 * to. In the end both sides are identical and nothing was applied twice.
 */
class CrashIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void killedAgainAndAgainInTheSnapshot() throws Exception {
        try (Rig rig = rig();
                VersionedTables tables = VersionedTables.create(rig, 12_000)) {
            tables.startWriting();
            crash(rig, CrashPoint.CAPTURE_INSIDE_CHUNK, 1_700);
            crash(rig, CrashPoint.CAPTURE_BEFORE_COMMIT, 4);
            crash(rig, CrashPoint.TRANSFORM_INSIDE_BATCH, 900);
            crash(rig, CrashPoint.SINK_BEFORE_COMMIT, 3);
            crash(rig, CrashPoint.CAPTURE_AFTER_COMMIT, 5);
            crash(rig, CrashPoint.SINK_AFTER_COMMIT, 3);
            assertNothingLostOrDoubled(rig, tables);
        }
    }

    @Test
    void killedAgainAndAgainWhileStreaming() throws Exception {
        try (Rig rig = rig();
                VersionedTables tables = VersionedTables.create(rig, 1_000)) {
            ServiceProcess first = rig.service();
            rig.awaitProven();
            tables.startWriting();
            first.kill();
            // In the middle of a COPY, whose rows all have one log position.
            tables.copy(400);
            crash(rig, CrashPoint.CAPTURE_INSIDE_TRANSACTION, 250);
            tables.copy(400);
            crash(rig, CrashPoint.CAPTURE_BEFORE_SEND, 300);
            crash(rig, CrashPoint.CAPTURE_BEFORE_COMMIT, 10);
            crash(rig, CrashPoint.CAPTURE_AFTER_COMMIT, 10);
            crash(rig, CrashPoint.CAPTURE_BARRIER_BEFORE_COMMIT, 3);
            crash(rig, CrashPoint.TRANSFORM_INSIDE_BATCH, 200);
            crash(rig, CrashPoint.TRANSFORM_AT_BARRIER, 20);
            crash(rig, CrashPoint.SINK_BEFORE_ROWS, 8);
            crash(rig, CrashPoint.SINK_BEFORE_COMMIT, 8);
            crash(rig, CrashPoint.SINK_AFTER_COMMIT, 8);
            assertNothingLostOrDoubled(rig, tables);
        }
    }

    @Test
    void killedAtATruncateAtWhichAllPartitionsWait() throws Exception {
        try (Rig rig = rig();
                VersionedTables tables = VersionedTables.create(rig, 1_000)) {
            ServiceProcess service = start(rig, CrashPoint.SINK_BARRIER_ARRIVED, 1);
            rig.awaitProven();
            tables.truncate();
            tables.startWriting();
            assertCrashed(service, CrashPoint.SINK_BARRIER_ARRIVED);
            // The partitions that are still missing arrive after the restart, and the last one executes it.
            crash(rig, CrashPoint.SINK_BARRIER_EXECUTED, 1);
            assertNothingLostOrDoubled(rig, tables);
        }
    }

    private static Rig rig() throws Exception {
        Rig rig = Rig.start();
        rig.replaceSoon();
        return rig;
    }

    private static void assertNothingLostOrDoubled(Rig rig, VersionedTables tables) throws Exception {
        rig.service();
        tables.stopWriting();
        rig.awaitProven();
        rig.assertIdentical();
        tables.assertNothingAppliedTwice();
    }

    private static void crash(Rig rig, CrashPoint point, int at) throws Exception {
        assertCrashed(start(rig, point, at), point);
    }

    private static ServiceProcess start(Rig rig, CrashPoint point, int at) throws IOException {
        return rig.service(Map.of("LIMOSA_CRASH", point.label() + ":" + at));
    }

    private static void assertCrashed(ServiceProcess service, CrashPoint point) throws Exception {
        OptionalInt exit = service.waitForExit(PATIENCE);
        assertEquals(OptionalInt.of(CrashPoint.EXIT_CODE), exit, () -> point + " was not reached\n" + service.log());
        assertTrue(service.logContains("crash point reached: " + point.label()), service::log);
    }
}
