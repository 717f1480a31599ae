package dev.limosa.service;

import dev.limosa.capture.Publication;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.config.TableEntries;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.generation.TableAddition;
import dev.limosa.generation.TargetPreparation;
import dev.limosa.topics.TopicProvisioner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Tables that are to be taken into a migration that has begun. */
final class NewTables {

    private final GenerationPlan plan;
    private final List<PlannedTable> missing;
    private final List<TableId> tables;
    private final String text;

    private NewTables(GenerationPlan plan, List<PlannedTable> missing, List<TableId> tables, String text) {
        this.plan = plan;
        this.missing = missing;
        this.tables = tables;
        this.text = text;
    }

    /**
     * Changes nothing.
     *
     * @param config the migration as it is, with them or without
     * @param text their entries of the configuration, as {@link TableEntries} writes them
     * @param stored what the target knows
     * @throws RefusedException if a table that is there would change
     */
    static NewTables plan(MigrationConfig config, String text, List<SinkTable> stored, Connection source)
            throws SQLException {
        List<TableConfig> wanted = TableEntries.read("the added tables", text);
        List<TableConfig> all = new ArrayList<>(config.tables());
        for (TableConfig table : wanted) {
            if (all.stream().noneMatch(known -> known.table().equals(table.table()))) {
                all.add(table);
            } else if (!all.contains(table)) {
                throw new RefusedException("cannot add table " + table.table() + ": it is in migration '"
                        + config.migration() + "' already, and was configured differently");
            }
        }
        List<TableId> tables = wanted.stream().map(TableConfig::table).toList();
        GenerationPlan plan = MigrationPlan.of(config.withTables(all), source);
        return new NewTables(plan, new TableAddition(plan, stored).check(tables), tables, text);
    }

    /** Whether all of them are there. */
    boolean areThere() {
        return missing.isEmpty();
    }

    List<TableId> tables() {
        return tables;
    }

    void makeTopics(Admin admin) throws InterruptedException {
        new TopicProvisioner(admin).provision(plan.topics());
    }

    /**
     * While no stage runs: makes them in the target, within the caller's transaction, and publishes their changes. The
     * caller commits: if that fails, doing it all again comes to the same end.
     *
     * @param patience how long to wait for those who write to them
     * @param by who has asked
     */
    void takeIn(Connection target, Connection source, Duration patience, String by) throws SQLException {
        MigrationConfig config = plan.config();
        new TargetPreparation(target, plan).add(missing);
        AddedTables.remember(target, config.migration(), text, by);
        // Last: should something be in the way of the target's tables, the source has not changed.
        new Publication(source, config.capture()).add(tables, patience);
    }
}
