package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class GroupSessionTest {

    private static GroupSession session(Map<String, String> properties) {
        return GroupSession.of(new KafkaConfig("127.0.0.1:9", properties));
    }

    @Test
    void aReplicaMayBeSilentForSixSecondsUnlessTheUserSaysOtherwise() {
        assertEquals(new GroupSession(6_000, 2_000), session(Map.of("security.protocol", "SSL")));
        assertEquals(new GroupSession(30_000, 10_000), session(Map.of("session.timeout.ms", "30000")));
        assertEquals(
                new GroupSession(30_000, 500),
                session(Map.of("session.timeout.ms", " 30000", "heartbeat.interval.ms", "500")));
    }

    @Test
    void whatIsNoNumberIsRefusedByName() {
        String message = assertThrows(ConfigException.class, () -> session(Map.of("session.timeout.ms", "6s")))
                .getMessage();
        assertTrue(message.contains("session.timeout.ms"), message);
    }
}
