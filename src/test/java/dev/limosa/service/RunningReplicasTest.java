package dev.limosa.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningReplicasTest {

    /** It was told to be gone after 6 s, whatever session.timeout.ms was. */
    @Test
    void whoWasKilledIsGoneAfterTheSessionThatIsSet() {
        String told = RunningReplicas.advice(new KafkaConfig("127.0.0.1:9", Map.of("session.timeout.ms", "45000")));
        assertTrue(told.contains("gone after 45 s"), told);
        assertTrue(
                RunningReplicas.advice(new KafkaConfig("127.0.0.1:9", Map.of())).contains("gone after 6"));
    }
}
