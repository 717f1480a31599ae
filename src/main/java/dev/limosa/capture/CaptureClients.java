package dev.limosa.capture;

import dev.limosa.config.MigrationConfig;
import dev.limosa.topics.GroupSession;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The Kafka clients that capture needs, each with the settings its part in the protocol demands. */
final class CaptureClients {

    private final KafkaClients kafka;
    private final TopicNames topics;
    private final GroupSession session;

    CaptureClients(MigrationConfig config) {
        this.kafka = new KafkaClients(config.kafka());
        this.topics = new TopicNames(config.migration());
        this.session = GroupSession.of(config.kafka());
    }

    Producer<byte[], byte[]> producer() {
        return kafka.transactionalProducer(
                topics.captureTransactionalId(), Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000));
    }

    /** Reads the position; in no group. */
    Consumer<byte[], byte[]> consumer() {
        return kafka.consumer(Map.of());
    }

    /** After that long the group has noticed that a member is gone. */
    long memberGoneMs() {
        return session.timeoutMs() + 1_000L;
    }

    /** Its assignment decides which replica captures; it reads nothing. */
    Consumer<byte[], byte[]> member() {
        Map<String, Object> demands = new HashMap<>(session.settings());
        demands.put(ConsumerConfig.GROUP_ID_CONFIG, topics.captureGroup());
        demands.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return kafka.consumer(demands);
    }
}
