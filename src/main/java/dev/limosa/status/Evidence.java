package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.DesiredState;
import dev.limosa.control.Stage;
import dev.limosa.lag.CapturedView;
import dev.limosa.lag.SourceView;
import dev.limosa.lag.TargetView;
import dev.limosa.status.MigrationStatus.AlignedBarrier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The three answers, and what follows from them. */
record Evidence(MigrationConfig config, Seen<SourceView> source, Seen<KafkaView> kafka, Seen<TargetSide> target) {

    /** Barriers are sent every second or so; without any for so long, nothing comes through. */
    private static final double PATIENCE_SECONDS = 10;

    private static final int PATIENCE_BARRIERS = 10;

    Phase phase() {
        TargetView view = targetView();
        if (view != null && !view.planned() && alive().isEmpty()) {
            return Phase.NOT_STARTED;
        }
        if (kafka.value() != null && alive().isEmpty()) {
            return Phase.STOPPED;
        }
        if (Stream.of(Stage.values()).anyMatch(desired()::paused)) {
            return Phase.PAUSED;
        }
        if (stalled()) {
            return Phase.STALLED;
        }
        return view != null && view.snapshotDone() ? Phase.STREAMING : Phase.SNAPSHOT;
    }

    private boolean stalled() {
        return targetView() == null || kafka.value() == null || !flowing() && !starting();
    }

    /** Whether barriers come through to the target, or the sink is busy with something that takes its time. */
    boolean flowing() {
        TargetView view = targetView();
        if (view == null) {
            return false;
        }
        Double ago = view.lastAppliedSecondsAgo();
        Double rate = sums().sinkRate();
        return ago != null && ago < patience() || rate != null && rate > 0 || view.building() != null;
    }

    double patience() {
        return Math.max(PATIENCE_SECONDS, PATIENCE_BARRIERS * config.capture().watermarkMs() / 1000.0);
    }

    /** A stage that has just begun, or partitions that change hands: nothing can have come through yet. */
    boolean starting() {
        boolean any = alive().stream().anyMatch(Evidence::starting);
        return any && source.value() != null && !waiting();
    }

    private static boolean starting(ReplicaState replica) {
        ReplicaState.Capture capture = replica.capture();
        ReplicaState.Transform transform = replica.transform();
        return capture != null && capture.state().equals("starting")
                || transform != null
                        && (transform.state().equals("starting")
                                || transform.state().equals("rebalancing"));
    }

    private boolean waiting() {
        return alive().stream()
                .anyMatch(r -> r.capture() != null && r.capture().state().equals("waiting")
                        || r.sink() != null && r.sink().state().equals("waiting"));
    }

    @Nullable
    TargetView targetView() {
        return target.value() == null ? null : target.value().view();
    }

    DesiredState desired() {
        return target.value() == null
                ? DesiredState.untouched()
                : target.value().control().desired();
    }

    @Nullable
    String controlOwner() {
        return target.value() == null ? null : target.value().control().owner();
    }

    @Nullable
    CapturedView captured() {
        return kafka.value() == null ? null : kafka.value().captured();
    }

    List<ReplicaState> alive() {
        return kafka.value() == null ? List.of() : kafka.value().alive();
    }

    List<ReplicaState> silent() {
        return kafka.value() == null ? List.of() : kafka.value().silent();
    }

    List<AlignedBarrier> alignedBarriers() {
        TargetView view = targetView();
        return view == null
                ? List.of()
                : view.truncates().stream().map(this::alignedBarrier).toList();
    }

    private AlignedBarrier alignedBarrier(TargetView.Truncate truncate) {
        List<String> waitsFor = truncate.missing().stream()
                .map(partition -> {
                    String writer = sums().writer(truncate.topic(), partition);
                    return "partition " + partition + " (" + (writer == null ? "nobody writes it now" : writer) + ")";
                })
                .toList();
        return new AlignedBarrier(
                truncate.topic(), truncate.arrived(), truncate.expected(), truncate.seconds(), waitsFor);
    }

    ReplicaSums sums() {
        return new ReplicaSums(alive(), historyPartitions());
    }

    /** As the plan has them; the configuration at hand may be ahead of it or behind. */
    int historyPartitions() {
        TargetView view = targetView();
        return view != null && view.planned()
                ? view.historyPartitions()
                : config.tables().size() * config.partitions();
    }
}
