package dev.limosa.status;

import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.control.ControlView;
import dev.limosa.control.DesiredState;
import dev.limosa.control.PlanState;
import dev.limosa.control.Stage;
import dev.limosa.control.StageSetting;
import dev.limosa.lag.CapturedView;
import dev.limosa.lag.Passed;
import dev.limosa.lag.SourceView;
import dev.limosa.lag.SourceView.Slot;
import dev.limosa.lag.TargetView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the three systems say of a migration of two tables with two partitions each that streams without a care, to be
 * changed where a test wants to. The source's clock shows 1000 s; the newest barrier was sent at 999.5 s, captured, and
 * the one of 999.2 s is applied.
 */
final class Scene {

    static final MigrationConfig CONFIG = config();
    static final Slot SLOT = new Slot("limosa_shop", true, 212L << 20, 10L << 30, 4_096, "reserved");
    static final String DOWN = "Connection refused";

    Seen<SourceView> source = Seen.of(new SourceView(42, 1_000, SLOT, Map.of("s.a", 900L, "s.b", 100L)));
    CapturedView captured = captured(1_000, true, 100, true);
    TargetView target = target(41, 960, 999_200_000L, 0.4, true);
    List<ReplicaState> alive = List.of(replica("one", "streaming", "running", 2), replica("two", "standby", "idle", 2));
    List<ReplicaState> silent = List.of();
    Map<Stage, StageSetting> settings = new EnumMap<>(Stage.class);
    String owner = "one";
    boolean kafkaDown;
    boolean targetDown;

    static CapturedView captured(long rowsOfA, boolean doneA, long rowsOfB, boolean doneB) {
        return new CapturedView(
                1_000,
                42,
                999_500_000L,
                Map.of(
                        "s.a", new CapturedView.SnapshotProgress(rowsOfA, doneA),
                        "s.b", new CapturedView.SnapshotProgress(rowsOfB, doneB)));
    }

    static TargetView target(long barrier, long sequence, Long atMicros, Double ago, boolean done) {
        return new TargetView(
                true,
                barrier,
                barrier,
                sequence,
                atMicros,
                ago,
                4,
                4,
                Map.of(
                        "s.a", new TargetView.Table("shop.s.a", done, atMicros, 0),
                        "s.b", new TargetView.Table("shop.s.b", done, atMicros, 0)),
                null,
                0,
                List.of(),
                List.of(),
                0);
    }

    /** The same target, with a barrier at which partitions wait for one another. */
    TargetView waiting(TargetView.Truncate truncate) {
        return new TargetView(
                true,
                target.appliedBarrier(),
                target.provenBarrier(),
                target.appliedSequence(),
                target.appliedAtMicros(),
                target.lastAppliedSecondsAgo(),
                4,
                4,
                target.tables(),
                null,
                0,
                List.of(),
                List.of(truncate),
                0);
    }

    static ReplicaState replica(String name, String capture, String sink, int partitions) {
        int first = name.equals("one") ? 0 : 1;
        Map<String, List<Integer>> history = Map.of("shop.s." + (first == 0 ? "a" : "b"), List.of(0, 1));
        Map<String, List<Integer>> output = Map.of("shop.g1.s." + (first == 0 ? "a" : "b"), List.of(0, 1));
        return new ReplicaState(
                name,
                "host-" + name,
                7,
                "1",
                "2026-01-01T00:00:00Z",
                List.of("capture", "transform", "sink"),
                new ReplicaState.Capture(
                        capture, capture.equals("waiting") ? DOWN : null, first == 0 ? 50.0 : 0.0, 0.0),
                new ReplicaState.Transform(
                        "running",
                        partitions == 0 ? Map.of() : history,
                        new Passed(42, 990, 999_400_000L),
                        Map.of("shop.s." + (first == 0 ? "a" : "b"), new Passed(42, 990, 999_400_000L)),
                        10.0,
                        Map.of("zh", new ReplicaState.ChainRate(120.0, 3400.0))),
                new ReplicaState.Sink(
                        sink, sink.equals("waiting") ? DOWN : null, 2, partitions == 0 ? Map.of() : output, 20.0));
    }

    void pause(Stage stage) {
        settings.put(stage, new StageSetting(true, StageSetting.UNLIMITED, "anna@laptop", Instant.EPOCH));
    }

    MigrationStatus status() {
        Seen<KafkaView> kafka = kafkaDown ? Seen.failed(DOWN) : Seen.of(new KafkaView(captured, alive, silent));
        Seen<TargetSide> side = targetDown
                ? Seen.failed(DOWN)
                : Seen.of(new TargetSide(
                        target, new ControlView(new DesiredState(settings, PlanState.UNCHANGED), owner, List.of())));
        return new Diagnosis(CONFIG, 1).of(source, kafka, side);
    }

    static List<String> codes(MigrationStatus status) {
        return status.reasons().stream().map(MigrationStatus.Reason::code).toList();
    }

    private static MigrationConfig config() {
        try {
            Path file = Files.createTempFile("migration", ".yaml");
            Files.writeString(
                    file,
                    """
                    migration: shop
                    source: {url: "jdbc:postgresql://old:5432/shop?options=canary", user: u}
                    target: {url: "jdbc:postgresql://new:5432/shop", user: u}
                    kafka: {bootstrap-servers: "kafka:9092"}
                    partitions: 2
                    tables: [{table: s.a}, {table: s.b}]
                    """);
            MigrationConfig config = ConfigFile.read(file);
            Files.delete(file);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
