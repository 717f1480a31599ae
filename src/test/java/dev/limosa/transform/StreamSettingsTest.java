package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.TextConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {

    private static StreamsConfig settings(Map<String, String> properties) {
        return new StreamsConfig(StreamSettings.of(
                new MigrationConfig(
                        "shop",
                        new MigrationConfig.DatabaseConfig("", "", ""),
                        new MigrationConfig.DatabaseConfig("", "", ""),
                        new MigrationConfig.KafkaConfig("127.0.0.1:9", properties),
                        8,
                        List.of(),
                        TextConfig.NONE,
                        new MigrationConfig.CaptureConfig("s", "p", 1, 1, 1000, Map.of()),
                        new MigrationConfig.TransformConfig(3, 50),
                        new MigrationConfig.SinkConfig(1, 1, 32 << 20),
                        new MigrationConfig.AdminConfig("127.0.0.1", -1)),
                4));
    }

    private static void assertHolds(Map<String, String> expected, Map<String, Object> found) {
        Map<String, String> texts = new HashMap<>();
        expected.keySet().forEach(key -> texts.put(key, String.valueOf(found.get(key))));
        assertEquals(expected, texts);
    }

    @Test
    void itIsExactlyOnceAndSoonFreeOfWhatADeadReplicaHolds() {
        StreamsConfig config = settings(Map.of());
        assertHolds(
                Map.of(
                        "application.id", "shop-g4-transform",
                        "processing.guarantee", "exactly_once_v2",
                        "num.stream.threads", "3",
                        "commit.interval.ms", "50",
                        "replication.factor", "-1"),
                new HashMap<>(config.values()));
        assertHolds(
                Map.of("transaction.timeout.ms", "8000", "compression.type", "lz4", "linger.ms", "100"),
                config.getProducerConfigs("p"));
        assertHolds(
                Map.of(
                        "session.timeout.ms", "6000",
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "max.poll.records", "4000"),
                config.getMainConsumerConfigs("g", "c", 0));
    }

    @Test
    void theUsersPropertiesReachTheClientsAndBeatAdviceButNoRule() {
        StreamsConfig config = settings(Map.of(
                "compression.type", "zstd",
                "security.protocol", "SASL_SSL",
                "auto.offset.reset", "latest",
                "processing.guarantee", "at_least_once",
                "acks", "1",
                "transaction.timeout.ms", "20000",
                "application.id", "other"));
        assertHolds(
                Map.of(
                        "compression.type", "zstd",
                        "security.protocol", "SASL_SSL",
                        "acks", "all",
                        "transaction.timeout.ms", "20000"),
                config.getProducerConfigs("p"));
        assertHolds(
                Map.of("auto.offset.reset", "earliest", "security.protocol", "SASL_SSL"),
                config.getMainConsumerConfigs("g", "c", 0));
        assertHolds(
                Map.of("application.id", "shop-g4-transform", "processing.guarantee", "exactly_once_v2"),
                new HashMap<>(config.values()));
    }

    @Test
    void theConsumersHeartbeatWokeUpAHundredTimesASecond() {
        StreamsConfig config = settings(Map.of());
        assertHolds(Map.of("retry.backoff.ms", "10"), config.getProducerConfigs("p"));
        assertHolds(Map.of("retry.backoff.ms", "100"), config.getMainConsumerConfigs("g", "c", 0));
        StreamsConfig users = settings(Map.of("retry.backoff.ms", "70"));
        assertHolds(Map.of("retry.backoff.ms", "70"), users.getProducerConfigs("p"));
        assertHolds(Map.of("retry.backoff.ms", "70"), users.getMainConsumerConfigs("g", "c", 0));
    }
}
