package dev.limosa.topics;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * How long a group waits for a member it no longer hears from before others take over what that one did: the user's
 * {@code session.timeout.ms}, or six seconds.
 */
public record GroupSession(int timeoutMs, int heartbeatMs) {

    private static final int TIMEOUT_MS = 6_000;

    /** @throws ConfigException if the user's property is no number */
    public static GroupSession of(KafkaConfig kafka) {
        int timeout = number(kafka, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        return new GroupSession(timeout, number(kafka, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, timeout / 3));
    }

    private static int number(KafkaConfig kafka, String property, int otherwise) {
        String text = kafka.properties().get(property);
        return text == null ? otherwise : (Integer) ConfigDef.parseType(property, text, Type.INT);
    }

    /** As Kafka's consumers know them. */
    public Map<String, Integer> settings() {
        return Map.of(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                timeoutMs,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                heartbeatMs);
    }
}
