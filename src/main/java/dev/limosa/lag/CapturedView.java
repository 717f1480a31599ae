package dev.limosa.lag;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far capture has come, as the position topic tells it.
 *
 * @param sequence number of the last event published
 * @param watermark the newest barrier published, which the source wrote at {@code watermarkAtMicros} by its own clock
 * @param snapshots by {@code schema.table}
 */
public record CapturedView(
        long sequence, long watermark, long watermarkAtMicros, Map<String, SnapshotProgress> snapshots) {

    public CapturedView {
        snapshots = Map.copyOf(snapshots);
    }

    /** What capture has published, or null if it is unknown or there was no barrier yet. */
    static @Nullable Passed passed(@Nullable CapturedView captured) {
        return captured == null || captured.watermark() == 0
                ? null
                : new Passed(captured.watermark(), captured.sequence(), captured.watermarkAtMicros());
    }

    /** @param rows read and published so far */
    public record SnapshotProgress(long rows, boolean done) {}
}
