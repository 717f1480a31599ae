package dev.limosa.admin;

import dev.limosa.control.Stage;
import dev.limosa.flow.RowCounts;
import dev.limosa.flow.RowCounts.Label;
import dev.limosa.lag.StageLag;
import dev.limosa.status.MigrationStatus;
import dev.limosa.status.Phase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code limosa_*}: what this replica has counted itself, and what it sees of the whole migration (which every replica
 * with HTTP tells alike: take the maximum, not the sum). What is not known just now is left out, never told as it was.
 * For one thread at a time.
 */
final class LimosaMeters {

    private final MeterRegistry registry;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private final Map<String, List<Row<?>>> rows = new HashMap<>();
    private final Set<String> counted = new HashSet<>();

    LimosaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void refresh(@Nullable MigrationStatus status, LocalReplica local) {
        rows.values().forEach(List::clear);
        if (status != null) {
            migration(status);
            stages(status);
            snapshot(status);
            tables(status);
            source(status);
        }
        local.partitions().forEach((stage, count) -> tell("limosa.partitions", count, "stage", stage));
        rows.forEach((name, values) -> gauge(name).register(values, true));
        local.counts().forEach((stage, counts) -> counts.forEach(rows -> count(local, stage, rows)));
        local.texts().read().keySet().forEach(label -> countTexts(local, label));
    }

    private void migration(MigrationStatus status) {
        for (Phase phase : Phase.values()) {
            tell("limosa.phase", phase == status.phase() ? 1 : 0, "phase", phase.name());
        }
        for (String system : List.of("source", "kafka", "target")) {
            tell("limosa.reachable", status.unreachable().containsKey(system) ? 0 : 1, "system", system);
        }
        tell(
                "limosa.replicas",
                status.unreachable().containsKey("kafka")
                        ? null
                        : status.replicas().size());
        tell("limosa.barrier.sent", status.sentBarrier());
        tell("limosa.barrier.proven", status.provenBarrier());
    }

    private void stages(MigrationStatus status) {
        lag("total", status.lag().total());
        lag("capture", status.lag().capture());
        lag("transform", status.lag().transform());
        lag("sink", status.lag().sink());
        if (!status.unreachable().containsKey("target")) {
            for (Stage stage : Stage.values()) {
                MigrationStatus.StageOrder order = status.stages().get(stage.label());
                tell("limosa.paused", order != null && order.paused() ? 1 : 0, "stage", stage.label());
            }
        }
    }

    private void lag(String stage, StageLag lag) {
        tell("limosa.lag.seconds", lag.seconds(), "stage", stage);
        tell("limosa.lag.rows", lag.rows(), "stage", stage);
    }

    private void snapshot(MigrationStatus status) {
        if (status.snapshot() != null) {
            for (MigrationStatus.TableSnapshot table : status.snapshot().tables()) {
                tell("limosa.snapshot.rows", table.rows(), "table", table.table());
                tell("limosa.snapshot.rows.expected", table.estimatedRows(), "table", table.table());
                tell("limosa.snapshot.done", table.done() ? 1 : 0, "table", table.table());
            }
        }
    }

    private void tables(MigrationStatus status) {
        for (MigrationStatus.TableState table : status.tables()) {
            tell("limosa.open.rows", table.openRows(), "table", table.table());
            tableLag(table.table(), "total", table.lag().total());
            tableLag(table.table(), "transform", table.lag().transform());
            tableLag(table.table(), "sink", table.lag().sink());
        }
        for (MigrationStatus.AlignedBarrier barrier : status.alignedBarriers()) {
            tell("limosa.aligned.barrier.wait.seconds", barrier.seconds(), "topic", barrier.topic());
        }
    }

    private void tableLag(String table, String stage, StageLag lag) {
        tell("limosa.table.lag.seconds", lag.seconds(), "table", table, "stage", stage);
    }

    private void source(MigrationStatus status) {
        if (status.slot() != null) {
            tell("limosa.slot.retained.bytes", status.slot().retainedBytes());
            tell("limosa.slot.limit.bytes", status.slot().limitBytes());
            tell("limosa.slot.active", status.slot().active() ? 1 : 0);
        }
    }

    private void tell(String name, @Nullable Number value, String... tags) {
        if (value != null) {
            rows.computeIfAbsent(name, n -> new ArrayList<>()).add(Row.of(Tags.of(tags), value));
        }
    }

    private MultiGauge gauge(String name) {
        return gauges.computeIfAbsent(name, n -> MultiGauge.builder(n).register(registry));
    }

    private void count(LocalReplica local, String stage, RowCounts rows) {
        for (Label label : rows.read().keySet()) {
            if (counted.add(stage + " " + label)) {
                FunctionCounter.builder("limosa.rows", local, replica -> sum(replica, stage, label))
                        .tags(
                                "stage",
                                stage,
                                "table",
                                label.table(),
                                "kind",
                                label.kind().toString())
                        .description("rows this replica has carried since it started")
                        .register(registry);
            }
        }
    }

    /** {@code limosa_text_texts_total} and {@code limosa_text_characters_total}, by chain. */
    private void countTexts(LocalReplica local, Label label) {
        if (counted.add("text " + label)) {
            FunctionCounter.builder("limosa.text." + label.kind(), local, replica -> replica.texts()
                            .of(label))
                    .tags("chain", label.table())
                    .description(label.kind() + " this replica has sent through a chain since it started")
                    .register(registry);
        }
    }

    /** Several tasks of a stage count apart; together they are one counter. */
    private static double sum(LocalReplica local, String stage, Label label) {
        return local.counts().getOrDefault(stage, List.of()).stream()
                .mapToLong(counts -> counts.of(label))
                .sum();
    }
}
