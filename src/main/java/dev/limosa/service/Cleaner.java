package dev.limosa.service;

import dev.limosa.change.SinkTable;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.PublicationCatalog;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Takes away everything a migration has left outside the tables it has migrated: in the source, in Kafka, in the
 * target. What is found can be told before it is dropped. For one thread.
 */
public final class Cleaner implements AutoCloseable {

    private final MigrationConfig config;
    private final Admin admin;
    private final Connection source;
    private final Connection target;
    private final MigrationRows sourceRows;
    private final MigrationRows targetRows;

    /** @param where source, kafka or target; {@code what} is to be dropped, as a sentence's object */
    public record Leftover(String where, String what) {}

    public Cleaner(MigrationConfig config) throws SQLException {
        this.config = config;
        admin = new KafkaClients(config.kafka()).admin();
        source = Databases.connect(config.source(), "limosa clean");
        target = Databases.connect(config.target(), "limosa clean");
        sourceRows = new MigrationRows(source, config.migration());
        targetRows = new MigrationRows(target, config.migration());
    }

    /** @throws RefusedException while a replica runs */
    public void refuseWhileRunning() throws SQLException, ExecutionException, InterruptedException {
        new RunningReplicas(config, admin, source).refuse("clean up");
    }

    /** What there is, in the order it is dropped. */
    public List<Leftover> find(boolean targetTables) throws SQLException, ExecutionException, InterruptedException {
        List<Leftover> found = new ArrayList<>();
        if (hasSlot()) {
            found.add(new Leftover(
                    "source", "replication slot " + config.capture().slot()));
        }
        if (PublicationCatalog.exists(source, config.capture().publication())) {
            found.add(new Leftover("source", "publication " + config.capture().publication()));
        }
        sourceRows.describe().forEach(rows -> found.add(new Leftover("source", rows)));
        groups().forEach(group -> found.add(new Leftover("kafka", "group " + group)));
        topics().forEach(topic -> found.add(new Leftover("kafka", "topic " + topic)));
        if (targetTables) {
            tables().forEach(table -> found.add(new Leftover("target", "table " + table.target() + " with its rows")));
        }
        targetRows.describe().forEach(rows -> found.add(new Leftover("target", rows)));
        return found;
    }

    /** The slot first, since it holds the source's log; what the target knows of the migration last. */
    public void drop(boolean targetTables) throws SQLException, ExecutionException, InterruptedException {
        if (hasSlot()) {
            Query.run(
                    source,
                    "SELECT pg_drop_replication_slot("
                            + Sql.literal(config.capture().slot()) + ")");
        }
        Query.run(
                source,
                "DROP PUBLICATION IF EXISTS " + Sql.quote(config.capture().publication()));
        sourceRows.drop();
        admin.deleteConsumerGroups(groups()).all().get();
        admin.deleteTopics(topics()).all().get();
        List<SinkTable> tables = targetTables ? tables() : List.of();
        if (!tables.isEmpty()) {
            // In one statement, since foreign keys tie some to each other.
            Query.run(
                    target,
                    tables.stream()
                            .map(table -> Sql.quote(table.target()))
                            .collect(Collectors.joining(", ", "DROP TABLE IF EXISTS ", "")));
        }
        targetRows.drop();
    }

    private boolean hasSlot() throws SQLException {
        return Query.is(
                source,
                "SELECT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ?)",
                config.capture().slot());
    }

    private List<String> groups() throws ExecutionException, InterruptedException {
        return new RunningReplicas(config, admin, source).groups();
    }

    /** Those we know by name: somebody else's topic may begin like ours. */
    private Set<String> topics() throws SQLException, ExecutionException, InterruptedException {
        TopicNames names = new TopicNames(config.migration());
        Set<String> ours =
                new TreeSet<>(Set.of(names.position(), names.schemas(), names.deadLetters(), names.status()));
        config.tables().forEach(table -> ours.add(names.history(table.table())));
        for (SinkTable table : tables()) {
            ours.add(table.historyTopic());
            ours.add(table.outputTopic());
            ours.addAll(names.termsChangelogs(MigrationPlan.GENERATION, table.historyTopic()));
        }
        ours.retainAll(admin.listTopics().names().get());
        return ours;
    }

    private List<SinkTable> tables() throws SQLException {
        int generation = SinkTables.runningGeneration(target, config.migration());
        return generation == 0 ? List.of() : SinkTables.read(target, config.migration(), generation);
    }

    @Override
    public void close() {
        admin.close();
        Databases.discard(source);
        Databases.discard(target);
    }
}
