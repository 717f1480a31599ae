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
 * Makes Kafka clients for one cluster. The user's properties apply to all of them: they win over what is only advice,
 * and what a client's part in the protocol demands wins over them.
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
        return Admin.create(settings(Map.of(), demands));
    }

    public Producer<byte[], byte[]> producer(Map<String, Object> demands) {
        return newProducer(settings(Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"), demands));
    }

    /**
     * Writes in transactions.
     *
     * @param advice what is good for this one unless the user says otherwise, beside {@link TransactionSettings#advice}
     */
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId, Map<String, Object> advice) {
        return newProducer(transactional(transactionalId, advice));
    }

    Map<String, Object> transactional(String transactionalId, Map<String, Object> advice) {
        Map<String, Object> all = new HashMap<>(TransactionSettings.advice());
        all.putAll(advice);
        Map<String, Object> demands = new HashMap<>(TransactionSettings.demands());
        demands.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return settings(all, demands);
    }

    private static Producer<byte[], byte[]> newProducer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Reads committed records only and never commits an offset by itself. */
    public Consumer<byte[], byte[]> consumer(Map<String, Object> demands) {
        Map<String, Object> settings = settings(Map.of(), demands);
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

    private Map<String, Object> settings(Map<String, Object> advice, Map<String, Object> demands) {
        Map<String, Object> settings = new HashMap<>(withoutReporters());
        settings.putAll(advice);
        settings.putAll(kafka.properties());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.putAll(demands);
        return settings;
    }
}
