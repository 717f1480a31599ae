package dev.limosa.transform;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the broker delete what stands in the topics inside the transform and was taken in, in a committed transaction:
 * history stays for ever, these need not. Nothing depends on it. Kafka Streams does the same, but only for topics that
 * it made itself.
 */
final class ChannelPurge implements AutoCloseable {

    private static final long EVERY_SECONDS = 30;
    private static final long PATIENCE_SECONDS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(ChannelPurge.class);

    private final Supplier<Admin> admins;
    private final String group;
    private final Set<String> topics;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread daemon = new Thread(body, "limosa-channel-purge");
        daemon.setDaemon(true);
        return daemon;
    });

    /** @param group whose committed offsets tell what was taken in */
    ChannelPurge(Supplier<Admin> admins, String group, Set<String> topics) {
        this.admins = admins;
        this.group = group;
        this.topics = Set.copyOf(topics);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What is scheduled catches all that it throws.
    void start() {
        if (!topics.isEmpty()) {
            thread.scheduleWithFixedDelay(this::tryOnce, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void tryOnce() {
        try (Admin admin = admins.get()) {
            purge(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("cannot delete records of {} that are counted already: {}", topics, e.getMessage());
        }
    }

    private void purge(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, RecordsToDelete> below = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((partition, offset) -> {
                    if (offset != null && topics.contains(partition.topic())) {
                        below.put(partition, RecordsToDelete.beforeOffset(offset.offset()));
                    }
                });
        admin.deleteRecords(below).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
