package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.DesiredState;
import dev.limosa.control.Stage;
import dev.limosa.control.StageSetting;
import dev.limosa.lag.CapturedView;
import dev.limosa.lag.Lag;
import dev.limosa.lag.SourceView;
import dev.limosa.lag.TableLag;
import dev.limosa.lag.TargetView;
import dev.limosa.status.MigrationStatus.StageOrder;
import dev.limosa.status.MigrationStatus.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one answer of what the three systems said. Pure: the same answers always make the same one. */
final class Diagnosis {

    private final MigrationConfig config;
    private final int generation;

    Diagnosis(MigrationConfig config, int generation) {
        this.config = config;
        this.generation = generation;
    }

    MigrationStatus of(Seen<SourceView> source, Seen<KafkaView> kafka, Seen<TargetSide> target) {
        Evidence evidence = new Evidence(config, source, kafka, target);
        SourceView sourceView = source.value();
        TargetView targetView = evidence.targetView();
        CapturedView captured = evidence.captured();
        ReplicaSums sums = evidence.sums();
        Lag lag = Lag.of(sourceView, targetView, captured, sums.passed(), evidence.flowing());
        return new MigrationStatus(
                config.migration(),
                generation,
                evidence.phase(),
                new Reasons(config, evidence).all(),
                unreachable(source, kafka, target),
                SnapshotProgress.of(config, sourceView, captured, targetView, sums.snapshotRate()),
                lag,
                sums.captureRate(),
                sums.sinkRate(),
                sourceView == null ? null : sourceView.sentBarrier(),
                targetView == null ? null : targetView.provenBarrier(),
                targetView == null ? null : targetView.openRows(),
                targetView == null ? List.of() : targetView.open(),
                sourceView == null ? null : sourceView.slot(),
                orders(evidence.desired()),
                evidence.controlOwner(),
                evidence.alive(),
                tables(evidence, lag),
                evidence.alignedBarriers(),
                targetView == null ? null : targetView.leftOut());
    }

    private static List<TableState> tables(Evidence evidence, Lag whole) {
        TargetView view = evidence.targetView();
        List<TableState> tables = new ArrayList<>();
        if (view != null) {
            new TreeMap<>(view.tables())
                    .forEach((name, table) -> tables.add(new TableState(
                            name,
                            TableLag.of(
                                    name,
                                    table,
                                    evidence.source().value(),
                                    evidence.captured(),
                                    evidence.sums().passed(table.historyTopic()),
                                    whole),
                            table.openRows())));
        }
        return tables;
    }

    private static Map<String, String> unreachable(
            Seen<SourceView> source, Seen<KafkaView> kafka, Seen<TargetSide> target) {
        Map<String, String> failures = new TreeMap<>();
        add(failures, "source", source.error());
        add(failures, "kafka", kafka.error());
        add(failures, "target", target.error());
        return failures;
    }

    private static void add(Map<String, String> failures, String system, @Nullable String error) {
        if (error != null) {
            failures.put(system, error);
        }
    }

    private static Map<String, StageOrder> orders(DesiredState desired) {
        Map<String, StageOrder> orders = new TreeMap<>();
        for (Stage stage : Stage.values()) {
            StageSetting setting = desired.of(stage);
            if (setting.paused() || setting.limited()) {
                orders.put(
                        stage.label(),
                        new StageOrder(
                                setting.paused(),
                                setting.limited() ? setting.rate() : null,
                                setting.changedBy(),
                                setting.changedAt().toString()));
            }
        }
        return orders;
    }
}
