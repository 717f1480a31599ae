package dev.limosa.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.limosa.lag.Passed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says of itself once a second: a record of the status topic.
 *
 * @param replica its name, unique for each process
 * @param startedAt when the process began, ISO-8601, by its own clock
 * @param roles what it takes part in, lower case; the stages it has no role in are null
 */
public record ReplicaState(
        String replica,
        String host,
        long pid,
        String version,
        String startedAt,
        List<String> roles,
        @Nullable Capture capture,
        @Nullable Transform transform,
        @Nullable Sink sink) {

    /**
     * @param state lower case: starting, standby, snapshot, streaming, waiting, paused, failed
     * @param because what a waiting stage waits for
     * @param rowsPerSecond events published, over the last ten seconds, {@code snapshotRowsPerSecond} those of them
     *     that were read from tables; null before there are two looks
     */
    public record Capture(
            String state,
            @Nullable String because,
            @Nullable Double rowsPerSecond,
            @Nullable Double snapshotRowsPerSecond) {}

    /**
     * @param state starting, running, rebalancing, paused, closed, failed
     * @param partitions history topic → partitions it works on
     * @param passed what lies behind all of them, null until each has passed a barrier
     * @param byTopic the same for each history topic
     * @param chains of the text engine, those that are in use; null: told by a replica that knows of none
     */
    public record Transform(
            String state,
            Map<String, List<Integer>> partitions,
            @Nullable Passed passed,
            @Nullable Map<String, Passed> byTopic,
            @Nullable Double rowsPerSecond,
            @Nullable Map<String, ChainRate> chains) {}

    /**
     * What a chain of the text engine has done lately; null before there are two looks.
     *
     * @param charactersPerSecond in UTF-16 units
     */
    public record ChainRate(@Nullable Double textsPerSecond, @Nullable Double charactersPerSecond) {}

    /**
     * @param state idle, running, waiting, paused: the worst of its tasks
     * @param partitions output topic → partitions it writes
     */
    public record Sink(
            String state,
            @Nullable String because,
            int tasks,
            Map<String, List<Integer>> partitions,
            @Nullable Double rowsPerSecond) {}

    byte[] toJson() {
        try {
            return Json.MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot write a replica's state", e);
        }
    }

    /** Null if another program, or a future version, wrote it. */
    static @Nullable ReplicaState fromJson(byte[] json) {
        try {
            return Json.MAPPER.readValue(json, ReplicaState.class);
        } catch (IOException e) {
            return null;
        }
    }
}
