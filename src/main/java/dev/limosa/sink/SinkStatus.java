package dev.limosa.sink;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * @param because what a waiting loop waits for, null otherwise
 * @param partitions of output topics that Kafka has given to this loop
 */
public record SinkStatus(State state, @Nullable String because, Set<TopicPartition> partitions) {

    public enum State {
        /** Not in the group of sinks yet. */
        JOINING,
        /** Kafka has not given it any partitions yet; with more loops than partitions it stays so. */
        IDLE,
        RUNNING,
        /** The target could not be written; it tries again. */
        WAITING,
        PAUSED
    }

    public SinkStatus {
        partitions = Set.copyOf(partitions);
    }
}
