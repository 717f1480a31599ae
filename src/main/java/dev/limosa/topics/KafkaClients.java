package dev.limosa.topics;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka clients for one cluster. The user's properties apply to all of them; what a client's part in the protocol
 * demands wins over them.
 */
public final class KafkaClients {

    private final KafkaConfig kafka;

    public KafkaClients(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    public Admin admin() {
        return admin(Map.of());
    }

    public Admin admin(Map<String, Object> demands) {
        return Admin.create(settings(demands));
    }

    public Producer<byte[], byte[]> producer(Map<String, Object> demands) {
        Map<String, Object> settings = settings(demands);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Reads committed records only and never commits an offset by itself. */
    public Consumer<byte[], byte[]> consumer(Map<String, Object> demands) {
        Map<String, Object> settings = settings(demands);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * What all clients do without unless the user asks for it. Both take every single one of the clients' thousands of
     * metrics through regular expressions or a new MBean as it is added, and nobody reads either: Limosa serves metrics
     * over HTTP.
     */
    public static Map<String, String> withoutReporters() {
        return Map.of(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                "false");
    }

    /** The cluster's address and the user's properties, overridden by what is demanded. */
    private Map<String, Object> settings(Map<String, Object> demands) {
        Map<String, Object> settings = new HashMap<>(withoutReporters());
        settings.putAll(kafka.properties());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.putAll(demands);
        return settings;
    }
}
