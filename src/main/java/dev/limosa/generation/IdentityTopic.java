package dev.limosa.generation;

import dev.limosa.config.MigrationConfig;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.MigrationIdentity;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicTail;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The identity that the position topic holds. For one thread. */
final class IdentityTopic {

    private final KafkaClients clients;
    private final TopicPartition partition;
    private final Admin admin;
    private final String bootstrapServers;

    IdentityTopic(MigrationConfig config, Admin admin) {
        this.clients = new KafkaClients(config.kafka());
        this.partition = new TopicPartition(new TopicNames(config.migration()).position(), 0);
        this.admin = admin;
        this.bootstrapServers = config.kafka().bootstrapServers();
    }

    /** The id of the cluster. */
    String kafka() throws InterruptedException {
        try {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot reach Kafka at '" + bootstrapServers + "': " + e.getMessage(), e);
        }
    }

    private boolean exists() throws InterruptedException {
        try {
            return admin.listTopics().names().get().contains(partition.topic());
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot list the topics: " + e.getMessage(), e);
        }
    }

    /** The first one in the topic, or null if there is none yet. It is the first record unless the topic is older. */
    @Nullable
    MigrationIdentity stored() throws InterruptedException {
        if (!exists()) {
            return null;
        }
        try (Consumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
            TopicTail tail = TopicTail.fromBeginning(consumer, List.of(partition));
            for (ConsumerRecord<byte[], byte[]> row = tail.next(); row != null; row = tail.next()) {
                if (MigrationIdentity.isKey(row.key())) {
                    return MigrationIdentity.fromJson(row.value());
                }
            }
        }
        return null;
    }

    /** Returns when it is in the topic. */
    void write(MigrationIdentity identity) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(partition.topic(), 0, identity.key(), identity.toJson()))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to topic '" + partition.topic() + "': " + e.getMessage(), e);
        }
    }
}
