package dev.limosa.sink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A sink task, and a consumer of the simplest kind that obeys what the task tells it. */
final class TaskUnderTest implements SinkTaskContext, AutoCloseable {

    final LimosaSinkTask task = new LimosaSinkTask();
    final Set<TopicPartition> paused = new HashSet<>();
    private final OutputTopic.Source source;
    private final List<TopicPartition> assignment;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    TaskUnderTest(Map<String, String> properties, OutputTopic.Source source, String topic, int... partitions) {
        this.source = source;
        this.assignment = Arrays.stream(partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        task.initialize(this);
        task.start(properties);
        task.open(assignment);
    }

    /** Gives the task all that the topics hold and it has not had yet. */
    TaskUnderTest poll() {
        return poll(Integer.MAX_VALUE);
    }

    /** @param most how many records of each partition at most */
    TaskUnderTest poll(int most) {
        List<SinkRecord> batch = new ArrayList<>();
        for (TopicPartition at : assignment) {
            if (!paused.contains(at)) {
                List<SinkRecord> fresh = source.log(at.topic(), at.partition()).stream()
                        .filter(r -> r.kafkaOffset() >= position(at))
                        .limit(most)
                        .toList();
                batch.addAll(fresh);
                fresh.forEach(r -> positions.put(at, r.kafkaOffset() + 1));
            }
        }
        task.put(batch);
        return this;
    }

    long position(TopicPartition at) {
        return positions.getOrDefault(at, 0L);
    }

    void put(SinkRecord... records) {
        task.put(List.of(records));
    }

    @Override
    public void close() {
        task.close(assignment);
        task.stop();
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        positions.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition at, long offset) {
        positions.put(at, offset);
    }

    @Override
    public void timeout(long timeoutMs) {}

    @Override
    public Set<TopicPartition> assignment() {
        return Set.copyOf(assignment);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(List.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused.removeAll(List.of(partitions));
    }

    @Override
    public void requestCommit() {}

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("the task has no metrics of its own");
    }
}
