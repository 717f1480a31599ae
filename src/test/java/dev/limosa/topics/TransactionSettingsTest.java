package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TransactionSettingsTest {

    private static Map<String, String> producer(Map<String, String> properties) {
        KafkaClients clients = new KafkaClients(new KafkaConfig("127.0.0.1:9", properties));
        Map<String, String> texts = new TreeMap<>();
        clients.transactional("shop", Map.of("max.block.ms", 15_000)).forEach((k, v) -> texts.put(k, v.toString()));
        return texts;
    }

    @Test
    void theTimeoutThatTheUserRaisedReachedTheTransformsAndNotCapture() {
        Map<String, String> users = Map.of(
                "transaction.timeout.ms", "20000",
                "batch.size", "16384",
                "linger.ms", "5",
                "buffer.memory", "1048576",
                "max.block.ms", "30000",
                "compression.type", "zstd");
        Map<String, String> found = producer(users);
        users.forEach((property, value) -> assertEquals(value, found.get(property), property));
    }

    @Test
    void whatCorrectnessNeedsIsNotTheUsersToSay() {
        Map<String, String> found = producer(Map.of(
                "acks", "1",
                "enable.idempotence", "false",
                "max.in.flight.requests.per.connection", "5",
                "transactional.id", "mine"));
        assertEquals("all", found.get("acks"));
        assertEquals("true", found.get("enable.idempotence"));
        assertEquals("1", found.get("max.in.flight.requests.per.connection"));
        assertEquals("shop", found.get("transactional.id"));
    }

    @Test
    void theProducerTakesEveryRecordThatItsTopicsTake() {
        long producer = Long.parseLong(producer(Map.of()).get("max.request.size"));
        for (TopicSpec spec : List.of(TopicSpec.history("h", 1), TopicSpec.position("p"))) {
            long topic = Long.parseLong(spec.config().get(TopicSpec.MAX_MESSAGE_BYTES));
            assertTrue(topic >= 32 << 20 && topic <= producer, spec + " " + producer);
        }
    }

    @Test
    void theTimeoutThatChecksCompareIsTheOneThatProducersHave() {
        assertEquals(producer(Map.of()).get("transaction.timeout.ms"), timeout(Map.of()));
        assertEquals("20000", timeout(Map.of("transaction.timeout.ms", "20000")));
        assertThrows(ConfigException.class, () -> timeout(Map.of("transaction.timeout.ms", "long")));
    }

    private static String timeout(Map<String, String> properties) {
        return Integer.toString(TransactionSettings.timeoutMs(new KafkaConfig("127.0.0.1:9", properties)));
    }
}
