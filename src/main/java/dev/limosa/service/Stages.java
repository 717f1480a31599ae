package dev.limosa.service;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.limosa.admin.LocalReplica;
import dev.limosa.capture.CaptureReplica;
import dev.limosa.capture.CaptureStatus;
import dev.limosa.control.DesiredState;
import dev.limosa.control.Stage;
import dev.limosa.flow.RowCounts;
import dev.limosa.lag.Passed;
import dev.limosa.sink.SinkLoop;
import dev.limosa.sink.SinkStatus;
import dev.limosa.status.ReplicaState;
import dev.limosa.status.ReplicaState.ChainRate;
import dev.limosa.transform.TransformStatus;
import dev.limosa.transform.TransformStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The stages of this replica: keeps them to what people ask for, and tells how they are. Thread-safe. */
final class Stages implements LocalReplica {

    private final List<SinkLoop> sinks = new CopyOnWriteArrayList<>();
    private volatile DesiredState desired;
    private volatile boolean standing;
    private volatile @Nullable CaptureReplica capture;
    private volatile @Nullable TransformStream transform;

    /** @param desired what stages keep to from their start */
    Stages(DesiredState desired) {
        this.desired = desired;
    }

    void add(CaptureReplica stage) {
        capture = stage;
        keepTo(desired);
    }

    void add(TransformStream stage) {
        transform = stage;
        keepTo(desired);
    }

    void add(SinkLoop stage) {
        sinks.add(stage);
        keepTo(desired);
    }

    /** None of them is any more. */
    void clear() {
        capture = null;
        transform = null;
        sinks.clear();
    }

    void standStill(boolean now) {
        standing = now;
    }

    void keepTo(DesiredState wanted) {
        desired = wanted;
        CaptureReplica captures = capture;
        if (captures != null) {
            captures.pause(wanted.paused(Stage.CAPTURE));
            captures.limitSnapshot(wanted.of(Stage.CAPTURE).rate());
        }
        TransformStream transforms = transform;
        if (transforms != null) {
            transforms.pause(wanted.paused(Stage.TRANSFORM));
        }
        for (SinkLoop sink : sinks) {
            sink.pause(wanted.paused(Stage.SINK));
            sink.limit(wanted.of(Stage.SINK).rate());
        }
    }

    ReplicaState.@Nullable Capture captureState(@Nullable Double rate, @Nullable Double snapshotRate) {
        CaptureReplica stage = capture;
        if (stage == null) {
            return null;
        }
        CaptureStatus status = stage.status();
        return new ReplicaState.Capture(label(status.state()), status.because(), rate, snapshotRate);
    }

    ReplicaState.@Nullable Transform transformState(@Nullable Double rate, Map<String, ChainRate> chains) {
        TransformStream stage = transform;
        if (stage == null) {
            return null;
        }
        TransformStatus status = stage.status();
        TransformStatus.Passed passed = status.passed();
        Map<String, Passed> byTopic = new TreeMap<>();
        status.byTopic().forEach((topic, of) -> byTopic.put(topic, passed(of)));
        return new ReplicaState.Transform(
                status.paused() ? "paused" : label(status.state()),
                status.partitions(),
                passed == null ? null : passed(passed),
                byTopic,
                rate,
                chains);
    }

    private static Passed passed(TransformStatus.Passed passed) {
        return new Passed(passed.watermark(), passed.sequence(), passed.atMicros());
    }

    ReplicaState.@Nullable Sink sinkState(@Nullable Double rate) {
        if (sinks.isEmpty()) {
            return null;
        }
        SinkStatus.State worst = SinkStatus.State.IDLE;
        String because = null;
        List<TopicPartition> partitions = new ArrayList<>();
        for (SinkLoop sink : sinks) {
            SinkStatus status = sink.status();
            worst = status.state().compareTo(worst) > 0 ? status.state() : worst;
            because = status.because() == null ? because : status.because();
            partitions.addAll(status.partitions());
        }
        Map<String, List<Integer>> byTopic = partitions.stream()
                .collect(groupingBy(TopicPartition::topic, TreeMap::new, mapping(TopicPartition::partition, toList())));
        return new ReplicaState.Sink(label(worst), because, sinks.size(), byTopic, rate);
    }

    private static String label(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> notReady() {
        List<String> reasons = new ArrayList<>();
        if (standing) {
            reasons.add("the stages stand still while tables are added");
        }
        CaptureReplica captures = capture;
        if (captures != null) {
            CaptureStatus.State state = captures.status().state();
            boolean outside = state == CaptureStatus.State.JOINING || state == CaptureStatus.State.FAILED;
            require(!outside, "capture", state, reasons);
        }
        TransformStream transforms = transform;
        if (transforms != null) {
            TransformStream.State state = transforms.state();
            boolean runs = state == TransformStream.State.RUNNING || state == TransformStream.State.REBALANCING;
            require(runs, "transform", state, reasons);
        }
        for (SinkLoop sink : sinks) {
            SinkStatus.State state = sink.status().state();
            require(state != SinkStatus.State.JOINING, "sink", state, reasons);
        }
        return reasons;
    }

    private static void require(boolean ready, String stage, Enum<?> state, List<String> reasons) {
        if (!ready) {
            reasons.add(stage + " is " + label(state));
        }
    }

    @Override
    public Map<String, List<RowCounts>> counts() {
        CaptureReplica captures = capture;
        TransformStream transforms = transform;
        return Map.of(
                "capture", captures == null ? List.of() : List.of(captures.counts()),
                "transform", transforms == null ? List.of() : List.of(transforms.counts()),
                "sink", sinks.stream().map(SinkLoop::counts).toList());
    }

    @Override
    public RowCounts texts() {
        TransformStream transforms = transform;
        return transforms == null ? new RowCounts() : transforms.texts();
    }

    /** How many rows a stage has carried since the start, by kind. */
    Map<RowCounts.Kind, Long> rows(String stage) {
        Map<RowCounts.Kind, Long> rows = new EnumMap<>(RowCounts.Kind.class);
        counts().getOrDefault(stage, List.of())
                .forEach(counts -> counts.byKind().forEach((kind, count) -> rows.merge(kind, count, Long::sum)));
        return rows;
    }

    @Override
    public Map<String, Integer> partitions() {
        Map<String, Integer> partitions = new TreeMap<>();
        ReplicaState.Transform transforms = transformState(null, Map.of());
        ReplicaState.Sink writes = sinkState(null);
        if (transforms != null) {
            partitions.put("transform", size(transforms.partitions()));
        }
        if (writes != null) {
            partitions.put("sink", size(writes.partitions()));
        }
        return partitions;
    }

    private static int size(Map<String, List<Integer>> partitions) {
        return partitions.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public List<Map<MetricName, ? extends Metric>> clients() {
        List<Map<MetricName, ? extends Metric>> clients = new ArrayList<>();
        CaptureReplica captures = capture;
        if (captures != null) {
            clients.add(captures.metrics());
        }
        TransformStream transforms = transform;
        if (transforms != null) {
            clients.add(transforms.metrics());
        }
        sinks.forEach(sink -> clients.add(sink.metrics()));
        return clients;
    }
}
