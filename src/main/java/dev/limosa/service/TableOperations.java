package dev.limosa.service;

import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.config.TermStatistics;
import dev.limosa.control.ControlView;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.jdbc.SourceSignals;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.KafkaClients;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** Changes what is done with single tables of a migration that has begun. */
public final class TableOperations {

    private final MigrationConfig config;

    public TableOperations(MigrationConfig config) {
        this.config = config;
    }

    /**
     * Has tables emptied in the target and read anew, at one place of the log, while the migration goes on. Returns
     * once capture is asked for it; nothing is proven until the rows are there.
     *
     * @param by who asks
     * @return all that are read anew: the tables of an ordered group stand for one another, since after that their
     *     constraints are made anew as well
     * @throws RefusedException if a table of others refers to one of them
     * @throws IllegalStateException if one is not in the migration
     */
    public List<TableId> resnapshot(List<TableId> tables, String by) throws SQLException {
        List<SinkTable> wanted;
        refuseCounts(tables);
        try (Connection target = Databases.connect(config.target(), "limosa table")) {
            wanted = together(tables, SinkTables.ofRunning(target, config.migration()));
            refuseForeignReferences(wanted, target);
        }
        List<TableId> all = wanted.stream().map(SinkTable::source).toList();
        try (Connection source = Databases.connect(config.source(), "limosa table")) {
            new SourceSignals(source, config.migration(), config.capture().publication(), by).resnapshot(all);
        }
        return all;
    }

    private void refuseCounts(List<TableId> tables) {
        for (TableConfig counted : config.tables()) {
            TermStatistics statistics = counted.statistics();
            if (statistics != null && tables.contains(statistics.to())) {
                throw new RefusedException("cannot take a new snapshot of table " + statistics.to()
                        + ": it holds the counts of the terms of table " + counted.table() + "; take one of that, and"
                        + " they are counted anew");
            }
        }
    }

    private static List<SinkTable> together(List<TableId> tables, List<SinkTable> stored) {
        Set<String> outputs = new HashSet<>();
        for (TableId table : tables) {
            outputs.add(SinkTables.require(stored, table).outputTopic());
        }
        return stored.stream()
                .filter(table -> outputs.contains(table.outputTopic()))
                .toList();
    }

    /** The sink could not empty it, and would stop. */
    private static void refuseForeignReferences(List<SinkTable> tables, Connection target) throws SQLException {
        String names = tables.stream()
                .map(table -> Sql.literal(Sql.quote(table.target())) + "::regclass")
                .collect(Collectors.joining(", "));
        Optional<String> hindrance = Query.first(
                target,
                "SELECT conname, conrelid::regclass, confrelid::regclass FROM pg_constraint WHERE contype = 'f'"
                        + " AND confrelid IN (" + names + ") AND conrelid NOT IN (" + names + ") LIMIT 1",
                row -> "cannot take a new snapshot of table " + row.getString(3)
                        + ": expected no foreign key of another table on it in the target, found constraint "
                        + row.getString(1) + " of table " + row.getString(2) + "; drop it, and make it again"
                        + " afterwards");
        if (hindrance.isPresent()) {
            throw new RefusedException(hindrance.get());
        }
    }

    /** Whether a replica runs that would carry out a command, or one stands still for another command. */
    public boolean isRunning() throws SQLException, ExecutionException, InterruptedException {
        try (Admin admin = new KafkaClients(config.kafka()).admin();
                Connection source = Databases.connect(config.source(), "limosa table");
                Connection target = Databases.connect(config.target(), "limosa table")) {
            return ControlView.read(target, config.migration()).owner() != null
                    || !new RunningReplicas(config, admin, source).signs().isEmpty();
        }
    }

    /**
     * Takes tables that are new in the configuration into a migration none of whose replicas runs. Done again after a
     * crash, it does what is left.
     *
     * @param entries theirs, as {@link dev.limosa.config.ConfigFile#entries} has them
     * @param by who asks
     * @throws RefusedException if replicas run, or if another table would change
     */
    public void add(String entries, Duration patience, String by)
            throws SQLException, ExecutionException, InterruptedException {
        try (Admin admin = new KafkaClients(config.kafka()).admin();
                Connection source = Databases.connect(config.source(), "limosa table");
                Connection target = Databases.connect(config.target(), "limosa table")) {
            NewTables tables = NewTables.plan(
                    AddedTables.with(config, target),
                    entries,
                    SinkTables.ofRunning(target, config.migration()),
                    source);
            new RunningReplicas(config, admin, source).refuse("add a table");
            Databases.prepareTarget(target);
            tables.makeTopics(admin);
            target.setAutoCommit(false);
            try {
                tables.takeIn(target, source, patience, by);
                target.commit();
            } finally {
                target.rollback();
            }
        }
    }
}
