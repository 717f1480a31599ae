package dev.limosa.transform;

import dev.limosa.change.Barrier;
import dev.limosa.flow.RowCounts;
import dev.limosa.transform.TransformStatus.Passed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far this process has come in each partition: told by its tasks at every barrier, for others to see. Thread-safe.
 */
final class Passage {

    private final Map<TopicPartition, Barrier> newest = new ConcurrentHashMap<>();
    private final RowCounts counts = new RowCounts();
    /** As tables have rows, chains have texts. */
    private final RowCounts texts = new RowCounts();

    RowCounts counts() {
        return counts;
    }

    /** Told with the rows: what the text engine's chains have had since. */
    void text(String chain, long some, long characters) {
        texts.add(chain, RowCounts.Kind.TEXTS, some);
        texts.add(chain, RowCounts.Kind.CHARACTERS, characters);
    }

    RowCounts texts() {
        return texts;
    }

    void passed(String topic, int partition, Barrier barrier) {
        newest.put(new TopicPartition(topic, partition), barrier);
    }

    /** The task was closed; another process may go on there. */
    void left(String topic, int partition) {
        newest.remove(new TopicPartition(topic, partition));
    }

    /** Of each topic; one with a partition that has not passed any barrier yet is left out. */
    Map<String, Passed> byTopic(Map<String, List<Integer>> partitions) {
        Map<String, Passed> passed = new HashMap<>();
        partitions.forEach((topic, of) -> {
            Passed oldest = through(Map.of(topic, of));
            if (oldest != null) {
                passed.put(topic, oldest);
            }
        });
        return passed;
    }

    /** @return null if there is none, or one that has not passed any barrier yet */
    @Nullable
    Passed through(Map<String, List<Integer>> partitions) {
        Barrier oldest = null;
        for (Map.Entry<String, List<Integer>> topic : partitions.entrySet()) {
            for (int partition : topic.getValue()) {
                Barrier barrier = newest.get(new TopicPartition(topic.getKey(), partition));
                if (barrier == null) {
                    return null;
                }
                oldest = oldest == null || barrier.sequence() < oldest.sequence() ? barrier : oldest;
            }
        }
        return oldest == null ? null : new Passed(oldest.watermark(), oldest.sequence(), oldest.atMicros());
    }
}
