package dev.limosa.sink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What a task may ask of its host, kept until the loop carries it out between two polls: a task may ask while the
 * consumer is in the middle of a rebalance. For one thread.
 */
final class LoopContext implements SinkTaskContext, AutoCloseable {

    private final Consumer<?, ?> consumer;
    private final Map<String, String> properties;
    private final Metrics metrics = new Metrics();
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private boolean held;
    private long timeoutMs = -1;
    private boolean commitRequested;

    LoopContext(Consumer<?, ?> consumer, Map<String, String> properties) {
        this.consumer = consumer;
        this.properties = properties;
    }

    /** Takes no records at all until further notice; what the task pauses by itself stays paused afterwards. */
    void hold(boolean now) {
        if (held != now) {
            held = now;
            apply();
        }
    }

    /** Sets the consumer to where the task wants it, as far as the partitions are still assigned. */
    void apply() {
        Set<TopicPartition> assigned = consumer.assignment();
        offsets.keySet().retainAll(assigned);
        paused.retainAll(assigned);
        offsets.forEach(consumer::seek);
        offsets.clear();
        Set<TopicPartition> still = held ? assigned : paused;
        Set<TopicPartition> running = new HashSet<>(assigned);
        running.removeAll(still);
        consumer.pause(still);
        consumer.resume(running);
    }

    /** How long to wait for records, if the task has said so since it was last asked. */
    long takeTimeout(long otherwise) {
        long timeout = timeoutMs < 0 ? otherwise : timeoutMs;
        timeoutMs = -1;
        return timeout;
    }

    boolean takeCommitRequest() {
        boolean requested = commitRequested;
        commitRequested = false;
        return requested;
    }

    @Override
    public Map<String, String> configs() {
        return properties;
    }

    @Override
    public void offset(Map<TopicPartition, Long> wanted) {
        offsets.putAll(wanted);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        offsets.put(partition, offset);
    }

    @Override
    public void timeout(long milliseconds) {
        timeoutMs = milliseconds;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return consumer.assignment();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(List.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        List.of(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {
        commitRequested = true;
    }

    /** None: a row that can't be written stays open in the target. */
    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return new PluginMetricsImpl(metrics, Map.of());
    }

    @Override
    public void close() {
        metrics.close();
    }
}
