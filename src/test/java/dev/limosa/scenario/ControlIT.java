package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.control.Command;
import dev.limosa.control.CommandChannel;
import dev.limosa.control.CommandRequest;
import dev.limosa.control.Outcome;
import dev.limosa.control.Stage;
import dev.limosa.control.StageCommands;
import dev.limosa.control.StageSetting;
import dev.limosa.demo.ServiceProcess;
import dev.limosa.fault.CrashPoint;
import dev.limosa.status.MigrationStatus;
import dev.limosa.status.Phase;
import dev.limosa.status.ReplicaState;
import dev.limosa.status.StatusReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A running migration is watched and told what to do, from outside its replicas. */
class ControlIT {

    private static final Duration ACCEPTED_WITHIN = Duration.ofMinutes(1);
    private static final String BY = "test@laptop";

    @Test
    void pausingResumingAndThrottlingUnderLoadLosesNothing() throws Exception {
        try (Rig rig = Rig.start();
                VersionedTables tables = VersionedTables.create(rig, 2_000);
                CommandChannel channel = new CommandChannel(configuration(rig));
                StatusReader reader = new StatusReader(configuration(rig), 1)) {
            assertEquals(Phase.NOT_STARTED, reader.look().phase());
            rig.serveHttp();
            ServiceProcess service = rig.service();
            tables.startWriting();
            awaitPhase(rig, reader, Phase.STREAMING);
            assertServes(rig, service);

            carryOut(channel, StageCommands.pause(List.of(Stage.SINK), BY));
            awaitStatus(
                    rig,
                    reader,
                    "sink paused",
                    s -> all(s, r -> r.sink().state().equals("paused")));
            assertEquals(Phase.PAUSED, reader.look().phase());
            long stored = stored(rig);
            long sent = reader.look().sentBarrier();
            awaitStatus(
                    rig,
                    reader,
                    "capture goes on",
                    s -> s.sentBarrier() > sent + 2 && s.lag().total().rows() > 20);
            assertEquals(stored, stored(rig), "the sink writes although it is paused");

            service.stop();
            assertEquals(
                    Phase.STOPPED,
                    awaitStatus(rig, reader, "stopped", s -> s.replicas().isEmpty())
                            .phase());
            rig.service();
            awaitStatus(
                    rig,
                    reader,
                    "paused again",
                    s -> running(s, r -> r.sink() != null && r.sink().state().equals("paused")));
            assertEquals(stored, stored(rig), "a pause survives a restart");

            carryOut(channel, StageCommands.throttle(List.of(Stage.SINK), 200, BY));
            carryOut(channel, StageCommands.resume(List.of(Stage.SINK), BY));
            awaitStatus(rig, reader, "a trickle", s -> stored(rig) > stored && s.outRowsPerSecond() != null);
            carryOut(channel, StageCommands.throttle(List.of(Stage.SINK), StageSetting.UNLIMITED, BY));

            pauseAndResume(
                    rig, reader, channel, Stage.TRANSFORM, r -> r.transform().state());
            pauseAndResume(rig, reader, channel, Stage.CAPTURE, r -> r.capture().state());
            awaitPhase(rig, reader, Phase.STREAMING);
            tables.stopWriting();
            rig.awaitProven();
            rig.assertIdentical();
            tables.assertNothingAppliedTwice();
        }
    }

    /** Slowly read, the snapshot does not reach its end before the limit is lifted; changes pass it all the same. */
    @Test
    void aThrottledSnapshotLetsChangesPass() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.replaceSoon();
            String table = rig.table("numbers", "id int PRIMARY KEY, v int").toString();
            rig.source("INSERT INTO " + table + " SELECT g, 0 FROM generate_series(1, 5000) g");
            try (CommandChannel channel = new CommandChannel(configuration(rig));
                    StatusReader reader = new StatusReader(configuration(rig), 1)) {
                ServiceProcess preparing = rig.service(Map.of("LIMOSA_CRASH", CrashPoint.CAPTURE_INSIDE_CHUNK.label()));
                preparing.waitForExit(ACCEPTED_WITHIN);
                rig.target("INSERT INTO limosa.control_state (migration, stage, rate, changed_by) VALUES ('"
                        + rig.migration() + "', 'capture', 50, '" + BY + "')");
                rig.service();
                awaitStatus(
                        rig,
                        reader,
                        "some rows",
                        s -> s.snapshot() != null && s.snapshot().rows() > 0);
                rig.source("UPDATE " + table + " SET v = 1 WHERE id = 5000");
                rig.await("the change", () -> rig.targetLong("SELECT coalesce(max(v), 0) FROM " + table) == 1);
                MigrationStatus reading = reader.look();
                assertEquals(Phase.SNAPSHOT, reading.phase());
                assertEquals("n/a (snapshot)", reading.lag().total().note());
                assertTrue(reading.snapshot().rows() < 5000, () -> reading.toJson());
                carryOut(channel, StageCommands.throttle(List.of(Stage.CAPTURE), StageSetting.UNLIMITED, BY));
                awaitPhase(rig, reader, Phase.STREAMING);
                assertEquals(5000, reader.look().snapshot().rows());
                rig.assertIdentical();
            }
        }
    }

    @Test
    void aControlOwnerThatDiesIsReplacedAndTheCommandFinishes() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.replaceSoon();
            rig.table("few", "id int PRIMARY KEY");
            ServiceProcess first = rig.service(Map.of("LIMOSA_CRASH", CrashPoint.CONTROL_BEFORE_OUTCOME.label()));
            rig.await("first owns control", () -> first.logContains("carrying out commands"));
            ServiceProcess second = rig.service();
            rig.await("second runs", () -> second.logContains("running migration="));
            try (CommandChannel channel = new CommandChannel(configuration(rig))) {
                Command command = carryOut(channel, StageCommands.pause(List.of(Stage.TRANSFORM), BY));
                assertEquals(
                        CrashPoint.EXIT_CODE, first.waitForExit(ACCEPTED_WITHIN).orElseThrow());
                assertTrue(second.log().contains("replica=" + command.acceptedBy()), "done by the other");
                carryOut(channel, StageCommands.resume(List.of(Stage.TRANSFORM), BY));
            }
            rig.awaitProven();
        }
    }

    @Test
    void statusWithTheSourceStoppedSaysStalled() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.table("few", "id int PRIMARY KEY");
            rig.service();
            try (StatusReader reader = new StatusReader(configuration(rig), 1)) {
                awaitPhase(rig, reader, Phase.STREAMING);
                rig.stopSource();
                MigrationStatus stalled = awaitPhase(rig, reader, Phase.STALLED);
                assertEquals(
                        "stalled: source unreachable", stalled.lag().total().note());
                assertNull(stalled.lag().total().seconds());
                assertNull(stalled.sentBarrier(), "what was known before is not passed off as fresh");
                assertEquals(1, run(rig, "status"));
                rig.restartSource();
                awaitPhase(rig, reader, Phase.STREAMING);
                assertEquals(0, run(rig, "status", "--wait", "barrier", "--timeout", "1m"));
            }
        }
    }

    private static MigrationConfig configuration(Rig rig) throws IOException {
        return ConfigFile.read(rig.config(), List.of(), rig.environment());
    }

    private static int run(Rig rig, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command(rig, arguments)).inheritIO();
        builder.environment().putAll(rig.environment());
        return builder.start().waitFor();
    }

    private static List<String> command(Rig rig, String... arguments) throws Exception {
        List<String> command = ServiceProcess.java(List.of("-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-c", rig.config().toString()));
        return command;
    }

    private static void pauseAndResume(
            Rig rig, StatusReader reader, CommandChannel channel, Stage stage, Function<ReplicaState, String> state)
            throws Exception {
        carryOut(channel, StageCommands.pause(List.of(stage), BY));
        awaitStatus(
                rig,
                reader,
                stage + " paused",
                s -> running(s, r -> state.apply(r).equals("paused")));
        if (stage == Stage.CAPTURE) {
            MigrationStatus paused =
                    awaitStatus(rig, reader, "slot released", s -> !s.slot().active());
            assertTrue(paused.reasons().get(0).message().contains("WAL"), paused::toJson);
            long sent = paused.sentBarrier();
            assertEquals(sent, reader.look().sentBarrier());
        }
        carryOut(channel, StageCommands.resume(List.of(stage), BY));
        awaitStatus(
                rig,
                reader,
                stage + " goes on",
                s -> running(s, r -> !state.apply(r).equals("paused")));
    }

    private static Command carryOut(CommandChannel channel, CommandRequest request) throws InterruptedException {
        Command command = channel.follow(channel.issue(request), ACCEPTED_WITHIN, text -> {});
        assertEquals(Outcome.DONE, command.outcome(), command::toString);
        return command;
    }

    private static MigrationStatus awaitPhase(Rig rig, StatusReader reader, Phase phase) throws Exception {
        return awaitStatus(rig, reader, "phase " + phase, status -> status.phase() == phase);
    }

    private interface Condition {
        boolean test(MigrationStatus status) throws Exception;
    }

    private static MigrationStatus awaitStatus(Rig rig, StatusReader reader, String what, Condition condition)
            throws Exception {
        MigrationStatus[] last = new MigrationStatus[1];
        try {
            rig.await(what, () -> condition.test(last[0] = reader.look()));
        } catch (AssertionError e) {
            throw new AssertionError(what + ", found " + last[0].toJson(), e);
        }
        return last[0];
    }

    private static boolean running(MigrationStatus status, Predicate<ReplicaState> state) {
        return !status.replicas().isEmpty() && all(status, state);
    }

    private static boolean all(MigrationStatus status, Predicate<ReplicaState> state) {
        return status.replicas().stream().allMatch(state);
    }

    private static long stored(Rig rig) throws Exception {
        return rig.targetLong(
                "SELECT sum(next_offset) FROM limosa.sink_offset WHERE migration = '" + rig.migration() + "'");
    }

    private static void assertServes(Rig rig, ServiceProcess service) throws Exception {
        Matcher url = Pattern.compile("serving (http://\\S+)").matcher(service.log());
        assertTrue(url.find(), service::log);
        rig.await("ready", () -> get(url.group(1) + "/readyz").statusCode() == 200);
        assertEquals(200, get(url.group(1) + "/livez").statusCode());
        rig.await(
                "the status", () -> get(url.group(1) + "/api/v1/status").body().contains("\"phase\":\"STREAMING\""));
        assertEquals(404, get(url.group(1) + "/metricsx").statusCode());
        for (String sample : List.of(
                "limosa_lag_seconds{stage=\"total\"}",
                "limosa_lag_rows{stage=\"sink\"}",
                "limosa_rows_total{kind=\"written\",stage=\"sink\",table=\"" + rig.schema() + ".docs\"}",
                "limosa_rows_total{kind=\"snapshot\",stage=\"capture\",table=\"" + rig.schema() + ".docs\"} ",
                "limosa_snapshot_rows{table=\"" + rig.schema() + ".docs\"} ",
                "limosa_slot_retained_bytes",
                "limosa_partitions{stage=\"sink\"} 5.0",
                "limosa_paused{stage=\"capture\"} 0.0",
                "kafka_stream_alive_stream_threads",
                "kafka_consumer_fetch_manager_records_lag_max")) {
            rig.await(sample, () -> get(url.group(1) + "/metrics").body().contains(sample));
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
