package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replica's end of the status topic. For one thread. */
public final class StatusTopic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusTopic.class);

    private final String topic;
    private final byte[] key;
    private final Producer<byte[], byte[]> producer;

    public StatusTopic(MigrationConfig config, String replica) {
        topic = new TopicNames(config.migration()).status();
        key = replica.getBytes(StandardCharsets.UTF_8);
        // What can't be delivered at once is dropped: told later, it would be taken for how things are then.
        producer = new KafkaClients(config.kafka())
                .producer(Map.of(
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false,
                        ProducerConfig.ACKS_CONFIG, "1",
                        ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000,
                        ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20));
    }

    public void tell(ReplicaState state) {
        send(state.toJson());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told of a failure.
    private void send(byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(topic, 0, key, value), (sent, error) -> {
                if (error != null) {
                    LOG.debug("cannot tell this replica's state: {}", error.getMessage());
                }
            });
        } catch (KafkaException e) {
            LOG.debug("cannot tell this replica's state: {}", e.getMessage());
        }
    }

    /** Takes this replica out of the topic: it is gone, and not only silent. */
    @Override
    public void close() {
        send(null);
        producer.close(Duration.ofSeconds(2));
    }
}
