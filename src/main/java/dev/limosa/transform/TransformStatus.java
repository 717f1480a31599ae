package dev.limosa.transform;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param paused processes nothing until it is told to go on
 * @param partitions history topic → the partitions this replica works on
 * @param passed what lies behind all of them; null until each has passed a barrier
 */
public record TransformStatus(
        TransformStream.State state, boolean paused, Map<String, List<Integer>> partitions, @Nullable Passed passed) {

    /** The oldest of several partitions' newest barriers: its watermark, its event and when the source wrote it. */
    public record Passed(long watermark, long sequence, long atMicros) {}
}
