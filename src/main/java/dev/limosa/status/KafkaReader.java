package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import dev.limosa.lag.PositionReader;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.KafkaHandshake;
import dev.limosa.topics.TopicNames;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Asks Kafka. For one thread. */
final class KafkaReader implements AutoCloseable {

    private final StatusTopicReader status;
    private final PositionReader position;

    /** @throws org.apache.kafka.common.KafkaException if something else answers where Kafka is expected */
    KafkaReader(MigrationConfig config) {
        TopicNames topics = new TopicNames(config.migration());
        KafkaHandshake.require(config.kafka());
        KafkaClients clients = new KafkaClients(config.kafka());
        status = new StatusTopicReader(consumer(clients), topics.status());
        position = new PositionReader(consumer(clients), topics);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaClients clients) {
        return clients.consumer(Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_500,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    }

    /** @throws org.apache.kafka.common.KafkaException if Kafka can't be reached */
    KafkaView read() {
        // The replicas first: what one of them has passed was captured before.
        StatusTopicReader.Replicas replicas = status.read();
        return new KafkaView(position.read(), replicas.alive(), replicas.silent());
    }

    @Override
    public void close() {
        status.close();
        position.close();
    }
}
