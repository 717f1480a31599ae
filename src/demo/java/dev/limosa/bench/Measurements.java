package dev.limosa.bench;

import dev.limosa.bench.LatencyPhase.Latency;
import java.util.List;
import java.util.Map;

/** All that one run has found. */
record Measurements(
        Phase copy,
        Phase snapshot,
        Phase changes,
        Phase steady,
        Latency latency,
        Memory memory,
        double lz4Ratio,
        long rowsCompared) {

    private static final double SNAPSHOT_MICROS = 86;
    private static final double SNAPSHOT_COPIES = 12;
    private static final double CHANGE_MICROS = 150;
    private static final double P99_MILLIS = 150;
    private static final double PEAK_BYTES = 3e9;

    /**
     * In bytes.
     *
     * @param peak the largest sum of all processes at any one second
     * @param peakByProcess each one's own largest; they need not have been at the same second
     */
    record Memory(long peak, Map<String, Long> peakByProcess) {}

    List<Phase> phases() {
        return List.of(copy, snapshot, changes, steady);
    }

    List<Floor> floors() {
        // On a machine where COPY itself is dearer, so may the rest be.
        double snapshotLimit = Math.max(SNAPSHOT_MICROS, SNAPSHOT_COPIES * copy.cpuMicrosPerRow());
        return List.of(
                Floor.atMost("snapshot_cpu_us_per_row", snapshotLimit, snapshot.cpuMicrosPerRow()),
                Floor.atMost("changes_cpu_us_per_row", CHANGE_MICROS, changes.cpuMicrosPerRow()),
                Floor.atMost("latency_p99_ms", P99_MILLIS, latency.p99()),
                Floor.atMost("peak_memory_bytes", PEAK_BYTES, memory.peak()),
                Floor.atMost("lz4_ratio", HistoryTopic.LARGEST_RATIO, lz4Ratio));
    }

    boolean allFloorsPass() {
        return floors().stream().allMatch(Floor::pass);
    }
}
