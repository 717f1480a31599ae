package dev.limosa.status;

import dev.limosa.lag.Passed;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the replicas that are alive do together. */
record ReplicaSums(List<ReplicaState> replicas, int historyPartitions) {

    /** Rows published a second; null if nobody tells. */
    @Nullable
    Double captureRate() {
        return sum(r -> r.capture() == null ? null : r.capture().rowsPerSecond());
    }

    @Nullable
    Double snapshotRate() {
        return sum(r -> r.capture() == null ? null : r.capture().snapshotRowsPerSecond());
    }

    @Nullable
    Double sinkRate() {
        return sum(r -> r.sink() == null ? null : r.sink().rowsPerSecond());
    }

    private @Nullable Double sum(Function<ReplicaState, @Nullable Double> rate) {
        List<Double> told = replicas.stream().map(rate).filter(Objects::nonNull).toList();
        return told.isEmpty()
                ? null
                : Double.valueOf(told.stream().mapToDouble(Double::doubleValue).sum());
    }

    /** What lies behind all history partitions; null if one of them is nobody's, or nobody has told yet. */
    @Nullable
    Passed passed() {
        if (transformPartitions() < historyPartitions) {
            return null;
        }
        Passed oldest = null;
        for (ReplicaState replica : replicas) {
            ReplicaState.Transform transform = replica.transform();
            if (transform != null && !transform.partitions().isEmpty()) {
                Passed passed = transform.passed();
                if (passed == null) {
                    return null;
                }
                oldest = oldest == null || passed.sequence() < oldest.sequence() ? passed : oldest;
            }
        }
        return oldest;
    }

    /** What lies behind all partitions of one history topic; null if a replica that has some can't tell. */
    @Nullable
    Passed passed(String historyTopic) {
        Passed oldest = null;
        for (ReplicaState replica : replicas) {
            ReplicaState.Transform transform = replica.transform();
            if (transform != null && transform.partitions().containsKey(historyTopic)) {
                Passed passed =
                        transform.byTopic() == null ? null : transform.byTopic().get(historyTopic);
                if (passed == null) {
                    return null;
                }
                oldest = oldest == null || passed.atMicros() < oldest.atMicros() ? passed : oldest;
            }
        }
        return oldest;
    }

    /** The replica that writes that partition of an output topic, or null if none does just now. */
    @Nullable
    String writer(String outputTopic, int partition) {
        return replicas.stream()
                .filter(replica -> replica.sink() != null
                        && replica.sink()
                                .partitions()
                                .getOrDefault(outputTopic, List.of())
                                .contains(partition))
                .map(ReplicaState::replica)
                .findFirst()
                .orElse(null);
    }

    /** How many history partitions are some replica's. */
    int transformPartitions() {
        return distinct(r -> r.transform() == null ? Map.of() : r.transform().partitions());
    }

    /** How many output partitions are some replica's. */
    int sinkPartitions() {
        return distinct(r -> r.sink() == null ? Map.of() : r.sink().partitions());
    }

    private int distinct(Function<ReplicaState, Map<String, List<Integer>>> partitions) {
        Set<String> found = new HashSet<>();
        replicas.stream()
                .map(partitions)
                .map(Map::entrySet)
                .flatMap(Collection::stream)
                .forEach(topic -> topic.getValue().forEach(p -> found.add(topic.getKey() + " " + p)));
        return found.size();
    }
}
