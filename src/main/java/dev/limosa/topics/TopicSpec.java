package dev.limosa.topics;

import java.util.Map;

/** A topic as it must be. */
public record TopicSpec(String name, int partitions, Map<String, String> config) {

    /** Everything that ever happened; kept for ever, so that it can be replayed. */
    public static TopicSpec history(String name, int partitions) {
        return new TopicSpec(name, partitions, Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    }

    /** Rows on their way to the target; the sink deletes what it has stored. */
    public static TopicSpec output(String name, int partitions) {
        return new TopicSpec(name, partitions, Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    }

    /** Behind a store of the transform: from here it is restored. Kafka Streams reads it by the store's partitions. */
    public static TopicSpec changelog(String name, int partitions) {
        return new TopicSpec(name, partitions, Map.of("cleanup.policy", "compact"));
    }

    /** The newest value of each key is all that counts. */
    public static TopicSpec compacted(String name) {
        return new TopicSpec(name, 1, Map.of("cleanup.policy", "compact"));
    }

    /** Each replica's newest word about itself; one that is gone is forgotten after a day. */
    public static TopicSpec status(String name) {
        return new TopicSpec(
                name,
                1,
                Map.of("cleanup.policy", "compact,delete", "retention.ms", "86400000", "segment.ms", "600000"));
    }

    public static TopicSpec deadLetters(String name) {
        return new TopicSpec(name, 1, Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    }
}
