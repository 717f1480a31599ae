package dev.limosa.check;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.generation.IdentityCheck;
import dev.limosa.jdbc.SourceCatalog;
import dev.limosa.jdbc.SqlFailure;
import dev.limosa.jdbc.TableDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Looks at everything a migration needs, in the order in which one thing can only be asked after another. */
public final class Preflight {

    private final MigrationConfig config;
    private final boolean advice;
    private final Findings out = new Findings();
    private final List<String> notChecked = new ArrayList<>();
    private @Nullable GenerationPlan plan;
    private double tableBytes;

    private Preflight(MigrationConfig config, boolean advice) {
        this.config = config;
        this.advice = advice;
    }

    /** Everything there is to know. Only reads; takes seconds, whatever can't be reached. */
    public static Report of(MigrationConfig config) throws InterruptedException {
        return new Preflight(config, true).look();
    }

    /**
     * What could keep it from running, without the advice: for a replica that is about to start.
     *
     * @throws CheckFailedException if anything does
     * @throws RefusedException if another migration has the name
     */
    public static void require(MigrationConfig config) throws InterruptedException {
        Report report = new Preflight(config, false).look();
        if (report.failed()) {
            throw new CheckFailedException(report.at(Level.FAIL));
        }
    }

    private interface Step {
        void run() throws SQLException, InterruptedException;
    }

    private Report look() throws InterruptedException {
        out.ok(
                CheckId.CF_001,
                "valid: migration '" + config.migration() + "', "
                        + Text.count(config.tables().size(), "table", "tables"));
        try (Servers servers = Servers.open(config, out)) {
            KafkaProbe kafka = servers.kafka();
            Connection source = servers.source();
            Connection target = servers.target();
            TopicChecks topics = kafka == null ? null : topics(kafka);
            Progress progress = new Progress(config, target, topics);
            if (source != null && target != null && kafka != null) {
                guarded("the name", () -> name(new IdentityCheck(config, source, target, kafka.admin())));
            }
            guarded("the source", () -> source(source, progress));
            guarded("the target", () -> target(source, target, topics, progress));
            guarded("Kafka", () -> kafka(kafka, topics));
            guarded("Kafka's permissions", () -> permissions(kafka));
        }
        return new Report(out.all(), notChecked);
    }

    /** A question one server refuses, or did not answer, does not keep the others from being asked. */
    private void guarded(String server, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (SQLException e) {
            notChecked.add("the rest of " + server + ": " + SqlFailure.sentence(e));
        } catch (KafkaException e) {
            notChecked.add("the rest of " + server + ": " + e.getMessage());
        }
    }

    /** Told before what follows from it, and to a replica that starts as the refusal it is. */
    private void name(IdentityCheck identity) throws SQLException, InterruptedException {
        try {
            identity.refuseAnother();
            out.ok(CheckId.CF_003, "no other migration has it");
        } catch (RefusedException e) {
            if (!advice) {
                throw e;
            }
            out.fail(CheckId.CF_003, "", String.valueOf(e.getMessage()), "set 'migration' to another name");
        }
    }

    private @Nullable TopicChecks topics(KafkaProbe kafka) throws InterruptedException {
        try {
            return new TopicChecks(kafka.admin(), out);
        } catch (KafkaException e) {
            notChecked.add("topics: " + e.getMessage());
            return null;
        }
    }

    private void source(@Nullable Connection source, Progress progress) throws SQLException, InterruptedException {
        if (source == null) {
            notChecked.add("the tables, and what depends on them: the source can't be reached");
            return;
        }
        new SourceChecks(source, out).run();
        Map<TableId, SourceTable> tables = SourceTables.read(
                source, config.tables().stream().map(TableConfig::table).toList());
        tableBytes = tables.values().stream().mapToLong(SourceTable::bytes).sum();
        new CaptureChecks(config, source, progress, out).run(tables.values());
        TableChecks checks = new TableChecks(config, source, tables, out);
        checks.run();
        List<TableConfig> describable = checks.describable();
        new IdentityChecks(out)
                .run(describable.stream()
                        .map(t -> requireNonNull(tables.get(t.table())))
                        .toList());
        plan(source, describable);
        if (advice) {
            new NotMigrated(
                            source,
                            config.tables().stream().map(TableConfig::table).toList(),
                            out)
                    .run();
        }
    }

    /** Over the tables that can be described: what is wrong with the others is told already. */
    private void plan(Connection source, List<TableConfig> tables) throws SQLException {
        SourceCatalog catalog = new SourceCatalog(source);
        List<TableDescription> descriptions = new ArrayList<>();
        for (TableConfig table : tables) {
            descriptions.add(catalog.describe(table.table()));
        }
        new TypeChecks(source, out).run(descriptions);
        try {
            plan = GenerationPlan.of(config.withTables(tables), GenerationPlan.FIRST, descriptions);
            out.ok(CheckId.CF_002, "fit their tables");
            ConstraintChecks.run(plan.tables(), out);
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(problem -> out.fail(CheckId.CF_002, "", problem, "change it in 'tables'"));
        }
    }

    private void target(
            @Nullable Connection source, @Nullable Connection target, @Nullable TopicChecks topics, Progress progress)
            throws SQLException, InterruptedException {
        if (target == null) {
            notChecked.add("the tables in the target: the target can't be reached");
            return;
        }
        TargetChecks checks = new TargetChecks(config, target, out);
        checks.run();
        if (plan == null || source == null) {
            notChecked.add("the tables in the target: what they must be is not known");
            return;
        }
        List<PlannedTable> tables = plan.tables();
        List<SinkTable> rows = tables.stream().map(PlannedTable::sink).toList();
        List<SinkTable> sinks =
                tables.stream().flatMap(table -> table.sinks().stream()).toList();
        List<TableId> wanted = sinks.stream().map(SinkTable::target).toList();
        Map<TableId, TargetTable> found = TargetTable.read(target, wanted);
        if (advice) {
            LeftOut.run(target, config.migration(), out);
        }
        checks.privileges(wanted.stream().filter(t -> !found.containsKey(t)).toList());
        checks.otherMigrations(sinks);
        checks.notTheSource(source, rows);
        new TargetTableChecks(target, found, progress, out).run(tables);
        if (topics != null) {
            topics.leftOver(plan.topics(), progress);
        }
    }

    private void permissions(@Nullable KafkaProbe kafka) throws InterruptedException {
        if (kafka != null && plan != null) {
            new KafkaPermissions(kafka.admin(), config.migration(), out).run(plan.topics(), GenerationPlan.FIRST);
        }
    }

    private void kafka(@Nullable KafkaProbe kafka, @Nullable TopicChecks topics) throws InterruptedException {
        if (kafka == null || topics == null) {
            notChecked.add("the topics: Kafka can't be reached");
            return;
        }
        KafkaChecks checks = new KafkaChecks(kafka, config.kafka(), out);
        checks.run(plan == null || !topics.allExist(plan.topics()));
        if (advice && plan == null) {
            notChecked.add("the disk that history needs: how large the tables are is not known");
        } else if (advice) {
            checks.disk(
                    tableBytes,
                    (long) config.tables().size() * config.partitions(),
                    config.capture().watermarkMs());
        }
        if (plan == null) {
            notChecked.add("the topics: which they are is not known");
        } else {
            topics.run(plan.topics());
        }
    }
}
