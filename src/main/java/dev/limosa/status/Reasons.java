package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.Command;
import dev.limosa.control.Stage;
import dev.limosa.control.StageSetting;
import dev.limosa.lag.SourceView;
import dev.limosa.lag.SourceView.Slot;
import dev.limosa.lag.TargetView;
import dev.limosa.status.MigrationStatus.AlignedBarrier;
import dev.limosa.status.MigrationStatus.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why it is as it is, and the command to type next: every state in which something waits has its line here. */
final class Reasons {

    private static final double WAL_ATTENTION = 0.8;
    /** Partitions of one table are seldom further apart than a transaction of the sink. */
    private static final double ALIGNED_PATIENCE_SECONDS = 30;

    private final MigrationConfig config;
    private final Evidence evidence;
    private final List<Reason> reasons = new ArrayList<>();

    Reasons(MigrationConfig config, Evidence evidence) {
        this.config = config;
        this.evidence = evidence;
    }

    List<Reason> all() {
        unreachable();
        replicas();
        orders();
        stages();
        sourceWal();
        target();
        commands();
        return reasons;
    }

    private void add(String code, String message, @Nullable String next) {
        reasons.add(new Reason(code, message, next));
    }

    private void unreachable() {
        if (evidence.source().error() != null) {
            add(
                    "source_unreachable",
                    "the source does not answer: " + evidence.source().error(),
                    "pg_isready -d " + server(config.source().url()));
        }
        if (evidence.kafka().error() != null) {
            add(
                    "kafka_unreachable",
                    "Kafka does not answer, so what the replicas do is unknown: "
                            + evidence.kafka().error(),
                    "kafka-broker-api-versions.sh --bootstrap-server "
                            + config.kafka().bootstrapServers());
        }
        if (evidence.target().error() != null) {
            add(
                    "target_unreachable",
                    "the target does not answer: " + evidence.target().error(),
                    "pg_isready -d " + server(config.target().url()));
        }
    }

    /** Without the parameters, among which secrets may be. */
    private static String server(String jdbcUrl) {
        String url = jdbcUrl.replaceFirst("^jdbc:", "");
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    private void replicas() {
        TargetView view = evidence.targetView();
        boolean none = evidence.kafka().value() != null && evidence.alive().isEmpty();
        if (none && view != null && !view.planned()) {
            add("not_started", "the migration has never run", "limosa run");
        } else if (none) {
            add("stopped", "no replica runs; changes wait in the source's WAL and in Kafka", "limosa run");
        }
        for (ReplicaState silent : evidence.silent()) {
            add(
                    "replica_silent",
                    "replica " + silent.replica() + " on " + silent.host() + " (pid " + silent.pid()
                            + ") has gone silent; the others take its work over within seconds",
                    null);
        }
    }

    private void orders() {
        for (Stage stage : Stage.values()) {
            StageSetting setting = evidence.desired().of(stage);
            if (setting.paused()) {
                add(
                        stage.label() + "_paused",
                        stage.label() + " was paused by " + setting.changedBy() + walNote(stage),
                        "limosa resume --" + stage.label());
            }
            if (setting.limited()) {
                add(
                        stage.label() + "_throttled",
                        (stage == Stage.CAPTURE ? "reading tables" : stage.label()) + " is throttled to "
                                + Units.count(setting.rate()) + " rows/s by " + setting.changedBy(),
                        "limosa throttle --rate none" + (stage == Stage.CAPTURE ? "" : " --" + stage.label()));
            }
        }
    }

    private String walNote(Stage stage) {
        SourceView source = evidence.source().value();
        return stage == Stage.CAPTURE && source != null && source.slot() != null
                ? ": the source holds " + Units.bytes(source.slot().retainedBytes()) + " WAL"
                : "";
    }

    private void stages() {
        if (evidence.alive().isEmpty()) {
            return;
        }
        List<ReplicaState.Capture> captures = evidence.alive().stream()
                .map(ReplicaState::capture)
                .filter(Objects::nonNull)
                .toList();
        capture(captures);
        uncovered("transform", evidence.sums().transformPartitions(), evidence.historyPartitions());
        TargetView view = evidence.targetView();
        if (view != null && view.planned()) {
            uncovered("sink", evidence.sums().sinkPartitions(), view.outputPartitions());
        }
        for (ReplicaState replica : evidence.alive()) {
            if (replica.sink() != null && replica.sink().because() != null) {
                add(
                        "sink_waiting",
                        "sink of " + replica.replica() + " waits: "
                                + replica.sink().because(),
                        null);
            }
        }
    }

    private void capture(List<ReplicaState.Capture> captures) {
        if (captures.isEmpty()) {
            add("nobody_captures", "no replica has the role capture", "limosa run --roles capture");
        } else if (captures.stream().allMatch(c -> c.state().equals("standby"))) {
            add("nobody_captures", "no replica captures yet: Kafka is choosing one", null);
        }
        for (ReplicaState.Capture capture : captures) {
            switch (capture.state()) {
                case "starting" -> add("capture_starting", "capture is starting", null);
                case "waiting", "failed" -> add(
                        "capture_waiting", "capture waits: " + capture.because(), "limosa check");
                default -> {}
            }
        }
    }

    private void uncovered(String stage, int covered, int all) {
        boolean someoneWould =
                evidence.alive().stream().anyMatch(replica -> replica.roles().contains(stage));
        if (covered == 0 && !someoneWould) {
            add("nobody_" + stage, "no replica has the role " + stage, "limosa run --roles " + stage);
        } else if (covered < all) {
            add(
                    stage + "_uncovered",
                    (all - covered) + " of " + all + " partitions of " + stage + " are changing hands",
                    null);
        }
    }

    private void sourceWal() {
        SourceView source = evidence.source().value();
        TargetView view = evidence.targetView();
        if (source == null) {
            return;
        }
        Slot slot = source.slot();
        if (slot == null) {
            if (view != null && view.planned() && evidence.captured() != null) {
                add(
                        "slot_missing",
                        "the source has no replication slot '"
                                + config.capture().slot()
                                + "' any more: changes are lost, the migration has to start over",
                        null);
            }
        } else {
            slot(slot);
        }
    }

    private void slot(Slot slot) {
        Long limit = slot.limitBytes();
        if (slot.walStatus().equals("lost")) {
            add(
                    "slot_lost",
                    "the source has removed WAL that slot '" + slot.name() + "' needed: changes are lost,"
                            + " the migration has to start over",
                    null);
        } else if (slot.walStatus().equals("unreserved")
                || limit != null && slot.retainedBytes() > WAL_ATTENTION * limit) {
            add(
                    "slot_near_limit",
                    "slot '" + slot.name() + "' holds " + Units.bytes(slot.retainedBytes()) + " WAL"
                            + (limit == null ? "" : " of " + Units.bytes(limit) + " allowed")
                            + "; beyond the limit changes are lost",
                    "ALTER SYSTEM SET max_slot_wal_keep_size = '" + (limit == null ? 100 : Math.max(1, 2 * limit >> 30))
                            + "GB'; SELECT pg_reload_conf();");
        }
    }

    private void target() {
        TargetView view = evidence.targetView();
        if (view == null) {
            return;
        }
        if (view.building() != null) {
            add(
                    "sink_building",
                    "the sink has been at it for "
                            + Units.seconds(view.building().seconds()) + ": "
                            + view.building().statement(),
                    null);
        }
        evidence.alignedBarriers().forEach(this::alignedBarrier);
        if (view.openRows() > 0) {
            add(
                    "open_rows",
                    Units.count(view.openRows()) + " rows are open ("
                            + view.open().stream()
                                    .limit(2)
                                    .map(open -> open.table() + ": " + open.error())
                                    .collect(Collectors.joining("; "))
                            + ")",
                    "limosa open list");
        }
        notFlowing(view);
    }

    private void alignedBarrier(AlignedBarrier barrier) {
        boolean tooLong = barrier.seconds() > ALIGNED_PATIENCE_SECONDS;
        add(
                tooLong ? "truncate_stuck" : "truncate_waiting",
                "a TRUNCATE waits in " + barrier.topic() + ": " + barrier.arrived() + " of " + barrier.expected()
                        + " partitions have come to it"
                        + (tooLong
                                ? " in " + Units.seconds(barrier.seconds()) + "; it waits for "
                                        + String.join(", ", barrier.waitsFor())
                                : ""),
                null);
    }

    private void notFlowing(TargetView view) {
        Double ago = view.lastAppliedSecondsAgo();
        if (evidence.phase() == Phase.STALLED && ago != null && ago > evidence.patience()) {
            add("no_barriers", "no barrier has come through for " + Units.seconds(ago), "limosa check");
        }
    }

    private void commands() {
        if (evidence.desired().plan().changing()) {
            add("plan_changing", "all stages stand still for a moment: tables are being added", null);
        }
        TargetSide target = evidence.target().value();
        if (target != null && target.control().owner() == null) {
            for (Command command : target.control().unfinished()) {
                add(
                        "command_waiting",
                        "command " + command.id() + " (" + command.kind() + " by " + command.issuedBy()
                                + ") waits for a replica",
                        "limosa run");
            }
        }
    }
}
