package dev.limosa.status;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import dev.limosa.topics.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the status topic. A replica counts as alive only while it is heard: its words prove nothing once they are
 * old, and no clock of another machine is asked how old they are. For one thread.
 */
final class StatusTopicReader implements AutoCloseable {

    /** A replica speaks once a second; one that was silent for so long is not there. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(3_500);
    /** Long enough to be seen, and not for ever. */
    private static final long GONE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final long TAIL = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Map<String, Heard> replicas = new LinkedHashMap<>();
    private long begunAt;
    private boolean begun;

    /** @param nanos when it was heard; before the reader began if it was not heard since */
    private record Heard(ReplicaState state, long nanos, boolean live) {}

    /** @param consumer belongs to no group, makes no topics; closed with this */
    StatusTopicReader(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
    }

    /**
     * @param alive heard just now
     * @param silent there not long ago, did not say goodbye, and not heard
     */
    record Replicas(List<ReplicaState> alive, List<ReplicaState> silent) {}

    /**
     * Who is there. The first call listens until each one it knows of has spoken, or was silent for too long; later
     * ones return at once.
     */
    Replicas read() {
        if (!begun && !begin()) {
            return new Replicas(List.of(), List.of());
        }
        TopicTail.fromPosition(consumer, PATIENCE).forEach(record -> accept(record, true));
        while (!allDecided()) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> accept(record, true));
        }
        long now = System.nanoTime();
        // One that was killed says no more, and no other takes its name.
        replicas.values().removeIf(heard -> now - heard.nanos() > GONE_NANOS);
        Map<Boolean, List<ReplicaState>> byLife = replicas.values().stream()
                .collect(partitioningBy(
                        heard -> heard.live() && now - heard.nanos() < SILENCE_NANOS, mapping(Heard::state, toList())));
        return new Replicas(byLife.getOrDefault(true, List.of()), byLife.getOrDefault(false, List.of()));
    }

    private boolean begin() {
        if (consumer.partitionsFor(partition.topic()).isEmpty()) {
            return false;
        }
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        TopicTail tail = TopicTail.fromPosition(consumer, PATIENCE).atMost(TAIL);
        // Older words: they say who may be there, not who is.
        tail.forEach(record -> accept(record, !tail.holds(record)));
        begunAt = System.nanoTime();
        begun = true;
        return true;
    }

    private boolean allDecided() {
        return System.nanoTime() - begunAt > SILENCE_NANOS
                || replicas.values().stream().allMatch(Heard::live);
    }

    private void accept(ConsumerRecord<byte[], byte[]> record, boolean live) {
        String replica = new String(record.key(), StandardCharsets.UTF_8);
        @Nullable ReplicaState state = record.value() == null ? null : ReplicaState.fromJson(record.value());
        if (state == null) {
            replicas.remove(replica);
        } else {
            replicas.put(replica, new Heard(state, System.nanoTime(), live));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
