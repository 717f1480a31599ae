package dev.limosa.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.control.Stage;
import dev.limosa.control.StageSetting;
import dev.limosa.lag.SourceView;
import dev.limosa.lag.SourceView.Slot;
import dev.limosa.lag.TargetView;
import dev.limosa.lag.TargetView.Building;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private final Scene scene = new Scene();

    @Test
    void streamsWithoutAReason() {
        MigrationStatus status = scene.status();
        assertEquals(Phase.STREAMING, status.phase());
        assertEquals(List.of(), status.reasons());
        assertEquals(50.0, status.inRowsPerSecond());
        assertEquals(40.0, status.outRowsPerSecond());
    }

    @Test
    void theStagesLagsAddUpToTheWhole() {
        MigrationStatus status = scene.status();
        assertEquals(0.8, status.lag().total().seconds(), 1e-6);
        assertEquals(0.5, status.lag().capture().seconds(), 1e-6);
        assertEquals(0.1, status.lag().transform().seconds(), 1e-6);
        assertEquals(0.2, status.lag().sink().seconds(), 1e-6);
        assertEquals(40, status.lag().total().rows());
        assertEquals(10, status.lag().transform().rows());
        assertEquals(30, status.lag().sink().rows());
        assertEquals(4_096, status.lag().capture().walBytes());
        assertNull(status.lag().capture().rows(), "nobody can count rows before they are read");
    }

    @Test
    void oneSlowTableIsToldApartFromTheOthers() {
        TargetView quick = scene.target;
        scene.target = new TargetView(
                true,
                30,
                30,
                900,
                990_000_000L,
                0.4,
                4,
                4,
                Map.of(
                        "s.a", new TargetView.Table("shop.s.a", true, 999_200_000L, 0),
                        "s.b", new TargetView.Table("shop.s.b", true, 990_000_000L, 7)),
                null,
                7,
                List.of(),
                quick.truncates(),
                0);
        MigrationStatus status = scene.status();
        assertEquals(
                List.of("s.a", "s.b"),
                status.tables().stream().map(t -> t.table()).toList());
        assertEquals(0.8, status.tables().get(0).lag().total().seconds(), 1e-6);
        assertEquals(0.1, status.tables().get(0).lag().transform().seconds(), 1e-6);
        assertEquals(0.2, status.tables().get(0).lag().sink().seconds(), 1e-6);
        assertEquals(10, status.tables().get(1).lag().total().seconds(), 1e-6);
        assertEquals(9.4, status.tables().get(1).lag().sink().seconds(), 1e-6);
        assertEquals(7, status.tables().get(1).openRows());
    }

    @Test
    void aBarrierThatWaitsTooLongNamesWhatItWaitsFor() {
        scene.target = scene.waiting(new TargetView.Truncate("shop.g1.s.b", 1, 2, 12, List.of(1)));
        assertEquals(List.of("truncate_waiting"), Scene.codes(scene.status()));
        scene.target = scene.waiting(new TargetView.Truncate("shop.g1.s.b", 1, 2, 75, List.of(1)));
        MigrationStatus status = scene.status();
        assertEquals(List.of("truncate_stuck"), Scene.codes(status));
        String message = status.reasons().get(0).message();
        assertTrue(message.contains("1 of 2 partitions") && message.contains("partition 1 (two)"), message);
        assertEquals(75, status.alignedBarriers().get(0).seconds());
        scene.alive = List.of(scene.alive.get(0));
        assertTrue(
                scene.status().alignedBarriers().get(0).waitsFor().get(0).contains("nobody writes it"),
                "its replica is gone");
    }

    @Test
    void hasNoLagInSecondsDuringTheSnapshotButOneInRows() {
        scene.target = Scene.target(41, 960, 999_200_000L, 0.4, false);
        MigrationStatus status = scene.status();
        assertEquals(Phase.SNAPSHOT, status.phase());
        assertNull(status.lag().total().seconds());
        assertEquals("n/a (snapshot)", status.lag().total().note());
        assertEquals(40, status.lag().total().rows());
    }

    @Test
    void isStalledWhenTheSourceIsGoneAndNothingComesThrough() {
        scene.source = Seen.failed(Scene.DOWN);
        scene.alive =
                List.of(Scene.replica("one", "waiting", "running", 2), Scene.replica("two", "standby", "idle", 2));
        scene.alive = scene.alive.stream().map(DiagnosisTest::quiet).toList();
        scene.target = Scene.target(41, 960, 999_200_000L, 30.0, true);
        MigrationStatus status = scene.status();
        assertEquals(Phase.STALLED, status.phase());
        assertEquals("stalled: source unreachable", status.lag().total().note());
        assertNull(status.lag().total().seconds());
        assertNull(status.sentBarrier());
        assertNull(status.slot());
        assertTrue(Scene.codes(status).containsAll(List.of("source_unreachable", "capture_waiting", "no_barriers")));
        assertEquals(
                "pg_isready -d postgresql://old:5432/shop",
                status.reasons().get(0).next());
    }

    /** What this machine can't reach, the replicas may well: barriers that come through prove it. */
    @Test
    void isNotStalledForAMachineThatOnlyCannotReachTheSource() {
        scene.source = Seen.failed(Scene.DOWN);
        MigrationStatus status = scene.status();
        assertEquals(Phase.STREAMING, status.phase());
        assertEquals("n/a (source unreachable from here)", status.lag().total().note());
        assertEquals(Map.of("source", Scene.DOWN), status.unreachable());
    }

    @Test
    void saysWhatItCannotKnowWithoutKafka() {
        scene.kafkaDown = true;
        MigrationStatus status = scene.status();
        assertEquals(Phase.STALLED, status.phase());
        assertNull(status.snapshot());
        assertNull(status.inRowsPerSecond());
        assertEquals("kafka_unreachable", status.reasons().get(0).code());
        assertFalse(Scene.codes(status).contains("stopped"), "nobody knows");
    }

    @Test
    void saysWhatItCannotKnowWithoutTheTarget() {
        scene.targetDown = true;
        MigrationStatus status = scene.status();
        assertEquals(Phase.STALLED, status.phase());
        assertEquals("stalled: target unreachable", status.lag().total().note());
        assertNull(status.openRows());
        assertNull(status.provenBarrier());
    }

    @Test
    void isStoppedWithoutReplicas() {
        scene.silent = scene.alive;
        scene.alive = List.of();
        MigrationStatus status = scene.status();
        assertEquals(Phase.STOPPED, status.phase());
        assertEquals("limosa run", status.reasons().get(0).next());
        assertNull(status.outRowsPerSecond(), "a dead replica's rate is nobody's");
        assertNull(status.lag().transform().seconds());
    }

    @Test
    void hasNotStartedWithoutAPlan() {
        scene.alive = List.of();
        scene.captured = null;
        scene.target = unplanned();
        MigrationStatus status = scene.status();
        assertEquals(Phase.NOT_STARTED, status.phase());
        assertEquals(List.of("not_started"), Scene.codes(status));
    }

    @Test
    void tellsWhoPausedAndWhatItCosts() {
        scene.pause(Stage.CAPTURE);
        MigrationStatus status = scene.status();
        assertEquals(Phase.PAUSED, status.phase());
        MigrationStatus.Reason reason = status.reasons().get(0);
        assertEquals("capture was paused by anna@laptop: the source holds 212 MB WAL", reason.message());
        assertEquals("limosa resume --capture", reason.next());
        assertTrue(status.stages().get("capture").paused());
    }

    @Test
    void tellsAThrottle() {
        scene.settings.put(Stage.SINK, new StageSetting(false, 5_000, "bob@desk", Instant.EPOCH));
        MigrationStatus status = scene.status();
        assertEquals(Phase.STREAMING, status.phase());
        assertEquals(
                "sink is throttled to 5,000 rows/s by bob@desk",
                status.reasons().get(0).message());
    }

    /** A number that leaves a partition out would be too good. */
    @Test
    void knowsNoTransformLagWhileAPartitionIsNobodys() {
        scene.alive = List.of(Scene.replica("one", "streaming", "running", 2));
        MigrationStatus status = scene.status();
        assertNull(status.lag().transform().seconds());
        assertTrue(Scene.codes(status).containsAll(List.of("transform_uncovered", "sink_uncovered")));
    }

    @Test
    void aReplicaThatJustStartsIsNotStalled() {
        scene.target = Scene.target(41, 960, 999_200_000L, 3_600.0, true);
        scene.alive = List.of(
                quiet(Scene.replica("one", "starting", "running", 2)),
                quiet(Scene.replica("two", "standby", "idle", 2)));
        MigrationStatus status = scene.status();
        assertEquals(Phase.STREAMING, status.phase());
        assertEquals(List.of("capture_starting"), Scene.codes(status));
    }

    @Test
    void makingAConstraintIsNoStall() {
        TargetView quiet = Scene.target(41, 960, 999_200_000L, 3_600.0, false);
        scene.target = new TargetView(
                true,
                41,
                41,
                960,
                999_200_000L,
                3_600.0,
                4,
                4,
                quiet.tables(),
                new Building("ALTER TABLE s.a ADD UNIQUE (name)", 60),
                0,
                List.of(),
                List.of(),
                0);
        scene.alive = scene.alive.stream().map(DiagnosisTest::quiet).toList();
        MigrationStatus status = scene.status();
        assertEquals(Phase.SNAPSHOT, status.phase());
        assertEquals(List.of("sink_building"), Scene.codes(status));
    }

    @Test
    void warnsBeforeTheSlotLosesWal() {
        scene.source =
                Seen.of(new SourceView(42, 1_000, new Slot("x", false, 9L << 30, 10L << 30, 0, "extended"), Map.of()));
        assertEquals(List.of("slot_near_limit"), Scene.codes(scene.status()));
        scene.source = Seen.of(new SourceView(42, 1_000, new Slot("x", false, 0, 10L << 30, 0, "lost"), Map.of()));
        assertEquals(List.of("slot_lost"), Scene.codes(scene.status()));
    }

    @Test
    void jsonHasNumbersAsNumbersAndNullsForWhatIsUnknown() throws Exception {
        scene.kafkaDown = true;
        String json = scene.status().toJson();
        var tree = Json.MAPPER.readTree(json);
        assertEquals("STALLED", tree.get("phase").textValue());
        assertTrue(tree.get("lag").get("capture").has("wal_bytes"));
        assertTrue(tree.get("in_rows_per_second").isNull());
        assertNotNull(tree.get("reasons").get(0).get("next").textValue());
        assertFalse(json.contains("canary"), "parameters of the URL stay inside");
        assertTrue(json.endsWith("}\n"));
    }

    private static TargetView unplanned() {
        return new TargetView(false, 0, 0, 0, null, null, 0, 0, Map.of(), null, 0, List.of(), List.of(), 0);
    }

    /** Nothing goes through it at the moment. */
    private static ReplicaState quiet(ReplicaState replica) {
        ReplicaState.Sink sink = replica.sink();
        return new ReplicaState(
                replica.replica(),
                replica.host(),
                replica.pid(),
                replica.version(),
                replica.startedAt(),
                replica.roles(),
                replica.capture(),
                replica.transform(),
                new ReplicaState.Sink(sink.state(), sink.because(), sink.tasks(), sink.partitions(), 0.0));
    }
}
