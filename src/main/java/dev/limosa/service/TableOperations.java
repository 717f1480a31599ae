package dev.limosa.service;

import dev.limosa.capture.Publication;
import dev.limosa.change.ApplyMode;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.generation.TableAddition;
import dev.limosa.generation.TargetPreparation;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.jdbc.SourceSignals;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicProvisioner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Changes what is done with single tables of a migration that has begun. */
public final class TableOperations {

    private final MigrationConfig config;

    public TableOperations(MigrationConfig config) {
        this.config = config;
    }

    /**
     * Has a table emptied in the target and read anew, at one place of the log, while the migration goes on. Returns
     * once capture is asked for it; nothing is proven until the rows are there.
     *
     * @param by who asks
     * @throws RefusedException if the table is applied in one order with others, whose foreign keys are in force
     */
    public void resnapshot(TableId table, String by) throws SQLException {
        SinkTable sink;
        try (Connection target = Databases.connect(config.target(), "limosa table")) {
            sink = stored(target).stream()
                    .filter(known -> known.source().equals(table))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("cannot take a new snapshot of table " + table
                            + ": expected it in migration '" + config.migration() + "', found none; add it first"));
        }
        if (sink.apply() == ApplyMode.ORDERED) {
            throw new RefusedException("cannot take a new snapshot of table " + table + ": it is applied in one order"
                    + " with the tables of topic '" + sink.outputTopic() + "', whose constraints are in force, and rows"
                    + " of a snapshot come in no order that keeps them; start another migration for them");
        }
        try (Connection source = Databases.connect(config.source(), "limosa table")) {
            new SourceSignals(source, config.migration(), config.capture().publication(), by)
                    .resnapshot(List.of(table));
        }
    }

    /**
     * Takes tables that are new in the configuration into a migration whose replicas are stopped. Done again after a
     * crash, it does what is left.
     *
     * @throws RefusedException if replicas run, or if another table would change
     */
    public void add(List<TableId> tables, Duration patience)
            throws SQLException, ExecutionException, InterruptedException {
        GenerationPlan plan = MigrationPlan.of(config);
        try (Admin admin = new KafkaClients(config.kafka()).admin();
                Connection source = Databases.connect(config.source(), "limosa table");
                Connection target = Databases.connect(config.target(), "limosa table")) {
            List<PlannedTable> added = new TableAddition(plan, stored(target)).check(tables);
            new RunningReplicas(config, admin, source).refuse("add a table");
            new TopicProvisioner(admin).provision(plan.topics());
            new TargetPreparation(target, plan).add(added);
            // Last: from here on replicas accept the configuration.
            new Publication(source, config.capture()).add(tables, patience);
        }
    }

    private List<SinkTable> stored(Connection target) throws SQLException {
        int generation = SinkTables.runningGeneration(target, config.migration());
        if (generation == 0) {
            throw new IllegalStateException("cannot find migration '" + config.migration()
                    + "' in limosa.generation of the target; start it by limosa run, with all tables at once");
        }
        return SinkTables.read(target, config.migration(), generation);
    }
}
