package dev.limosa.topics;

import java.util.Map;

/** A topic as it must be. */
public record TopicSpec(String name, int partitions, Map<String, String> config) {

    /** The setting that says how large a record may be; a larger value than it must have does no harm. */
    public static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    private static final String SEGMENT_MS = "segment.ms";

    private static final String TEN_MINUTES = "600000";

    /** Of the topics that rows go through. Kafka's own default is a megabyte, which one long text is. */
    private static final int MOST_BYTES = 32 << 20;

    /** How many bytes key and value of a row's record may have together; the rest is for headers and what surrounds. */
    public static final int LARGEST_ROW = MOST_BYTES - (64 << 10);

    /** Everything that ever happened; kept for ever, so that it can be replayed. */
    public static TopicSpec history(String name, int partitions) {
        return rows(name, partitions);
    }

    private static TopicSpec rows(String name, int partitions) {
        return new TopicSpec(
                name,
                partitions,
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        "-1",
                        MAX_MESSAGE_BYTES,
                        Integer.toString(MOST_BYTES)));
    }

    /** Rows on their way to the target; the sink deletes what it has stored. */
    public static TopicSpec output(String name, int partitions) {
        return rows(name, partitions);
    }

    /**
     * Behind a store of the transform: from here it is restored. Kafka Streams reads it by the store's partitions. An
     * entry holds the terms of a row, which may be as large as the row.
     */
    public static TopicSpec changelog(String name, int partitions) {
        return new TopicSpec(
                name, partitions, Map.of("cleanup.policy", "compact", MAX_MESSAGE_BYTES, Integer.toString(MOST_BYTES)));
    }

    /** The newest value of each key is all that counts. */
    public static TopicSpec compacted(String name) {
        return new TopicSpec(name, 1, Map.of("cleanup.policy", "compact"));
    }

    /**
     * Where capture is, written with every transaction and read whole at every start. The segment that is being written
     * is never compacted, so it must not last for a week; and a position names every table and partition.
     */
    public static TopicSpec position(String name) {
        return new TopicSpec(
                name,
                1,
                Map.of(
                        "cleanup.policy",
                        "compact",
                        SEGMENT_MS,
                        TEN_MINUTES,
                        MAX_MESSAGE_BYTES,
                        Integer.toString(MOST_BYTES)));
    }

    /** Each replica's newest word about itself; one that is gone is forgotten after a day. */
    public static TopicSpec status(String name) {
        return new TopicSpec(
                name,
                1,
                Map.of("cleanup.policy", "compact,delete", "retention.ms", "86400000", SEGMENT_MS, TEN_MINUTES));
    }

    public static TopicSpec deadLetters(String name) {
        return rows(name, 1);
    }

    /** Whether a topic that has a setting at one value will do where another is demanded. */
    public static boolean suffices(String setting, String demanded, String found) {
        return demanded.equals(found)
                || setting.equals(MAX_MESSAGE_BYTES)
                        && found.matches("[0-9]{1,10}")
                        && Long.parseLong(found) >= Long.parseLong(demanded);
    }
}
