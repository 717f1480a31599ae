package dev.limosa.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka now and then what is in the target: the group's offsets, so that its lag can be seen, and which records
 * nobody needs any more. Nothing depends on either.
 */
final class StoredOffsets {

    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);
    private static final Duration DELETE_EVERY = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(StoredOffsets.class);

    private final Consumer<?, ?> consumer;
    private final Admin admin;
    private long committedAt = System.nanoTime();
    private long deletedAt = System.nanoTime();
    private KafkaFuture<Void> deletion = KafkaFuture.completedFuture(null);

    StoredOffsets(Consumer<?, ?> consumer, Admin admin) {
        this.consumer = consumer;
        this.admin = admin;
    }

    /** @param wanted whether to commit now */
    void tell(LimosaSinkTask task, boolean wanted) {
        long now = System.nanoTime();
        if (wanted || now - committedAt > COMMIT_EVERY.toNanos()) {
            committedAt = now;
            commit(task.preCommit(Map.of()));
        }
        if (now - deletedAt > DELETE_EVERY.toNanos() && deletion.isDone()) {
            deletedAt = now;
            delete(task.preCommit(Map.of()));
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> stored) {
        consumer.commitAsync(stored, (offsets, error) -> {
            if (error != null) {
                LOG.debug("cannot commit the group's offsets, which only show the lag", error);
            }
        });
    }

    private void delete(Map<TopicPartition, OffsetAndMetadata> stored) {
        Map<TopicPartition, RecordsToDelete> below = new HashMap<>();
        stored.forEach((partition, offset) -> {
            if (offset.offset() > 0) {
                below.put(partition, RecordsToDelete.beforeOffset(offset.offset()));
            }
        });
        deletion = admin.deleteRecords(below).all().whenComplete((done, error) -> {
            if (error != null) {
                LOG.warn("cannot delete records that are in the target already: {}", error.getMessage());
            }
        });
    }
}
