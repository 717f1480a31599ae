package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.ServiceProcess;
import dev.limosa.fault.CrashPoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sink runs in a worker of Kafka Connect instead of the service, which captures and transforms only. */
class ConnectWorkerIT {

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    @Test
    void rowsArriveExactlyOnceThroughAWorkerThatDiesAndStartsAgain() throws Exception {
        try (Rig rig = Rig.start();
                VersionedTables tables = VersionedTables.create(rig, 2_000)) {
            ServiceProcess service = rig.service(Map.of(), "--roles", "capture,transform");
            rig.await("service running", () -> service.logContains("running migration="));
            tables.startWriting();
            String crash = CrashPoint.SINK_AFTER_COMMIT.label() + ":10";
            try (ConnectWorker worker = start(rig, Map.of("LIMOSA_CRASH", crash))) {
                assertEquals(CrashPoint.EXIT_CODE, worker.waitForExit(3), worker::log);
                assertTrue(worker.log().contains("crash point reached: sink-after-commit"), worker.log());
            }
            try (ConnectWorker ignored = start(rig, Map.of())) {
                rig.awaitProven();
                tables.stopWriting();
                rig.awaitProven();
                rig.assertIdentical();
                tables.assertNothingAppliedTwice();
            }
            assertTrue(service.isAlive(), service::log);
        }
    }

    private static ConnectWorker start(Rig rig, Map<String, String> environment) throws Exception {
        Rig.Servers servers = rig.servers();
        return ConnectWorker.start(
                rig.folder().resolve("connect"),
                servers.kafka(),
                Map.ofEntries(
                        Map.entry("name", "limosa-sink"),
                        Map.entry("connector.class", "dev.limosa.sink.LimosaSinkConnector"),
                        Map.entry("tasks.max", "2"),
                        Map.entry("topics.regex", rig.migration() + "\\.g1\\..*"),
                        Map.entry("limosa.migration", rig.migration()),
                        Map.entry("connection.url", servers.targetUrl()),
                        Map.entry("connection.user", servers.user()),
                        Map.entry("connection.password", "${env:LIMOSA_TARGET_PASSWORD}"),
                        Map.entry("key.converter", BYTES),
                        Map.entry("value.converter", BYTES),
                        Map.entry("header.converter", BYTES),
                        Map.entry("consumer.override.isolation.level", "read_committed"),
                        Map.entry("consumer.override.session.timeout.ms", "6000"),
                        Map.entry("consumer.override.heartbeat.interval.ms", "2000"),
                        Map.entry("consumer.override.max.poll.interval.ms", "2147483647"),
                        Map.entry("consumer.override.max.poll.records", "10000")),
                environment);
    }
}
