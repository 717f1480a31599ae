package dev.limosa.transform;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param paused processes nothing until it is told to go on
 * @param partitions history topic → the partitions this replica works on
 * @param passed what lies behind all of them; null until each has passed a barrier
 * @param byTopic the same of each topic of which all of this replica's partitions have passed one
 */
public record TransformStatus(
        TransformStream.State state,
        boolean paused,
        Map<String, List<Integer>> partitions,
        @Nullable Passed passed,
        Map<String, Passed> byTopic) {

    public TransformStatus {
        byTopic = Map.copyOf(byTopic);
    }

    /** The oldest of several partitions' newest barriers: its watermark, its event and when the source wrote it. */
    public record Passed(long watermark, long sequence, long atMicros) {}
}
