package dev.limosa.service;

import dev.limosa.capture.Publication;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.control.CommandKind;
import dev.limosa.control.CommandRequest;
import dev.limosa.control.Execution;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.topics.KafkaClients;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * {@code table add} in a migration that runs. All stages of all replicas stand still for the moment in which the tables
 * are taken in: what capture counts as an event, and what tasks there are to share, must not be one thing in one
 * replica and another in the next. Everything that is under way stays where it is meanwhile, in the source's log, in
 * Kafka and in the target, and goes on from there.
 */
public final class AddTables implements CommandKind {

    static final String NAME = "add-tables";

    private static final String TABLES = "tables";
    private static final String LOCK_TIMEOUT = "lock_timeout_s";
    /** A replica that was killed is in its groups until its session ends, and stages may take a while to stop. */
    private static final long STANDSTILL_MS = 90_000;
    /** From when on a session that nobody in the group owns up to is that of a replica that sleeps. */
    private static final long SLEEPER_MS = 5_000;

    private final MigrationConfig config;

    /** @param config this replica's */
    AddTables(MigrationConfig config) {
        this.config = config;
    }

    /** @param entries as {@link dev.limosa.config.ConfigFile#entries} has them */
    public static CommandRequest request(
            Collection<TableId> tables, String entries, Duration lockTimeout, String issuedBy) {
        String names = tables.stream().map(TableId::toString).collect(Collectors.joining(", "));
        return new CommandRequest(
                NAME,
                Map.of(TABLES, names, LOCK_TIMEOUT, Long.toString(lockTimeout.toSeconds())),
                entries,
                issuedBy,
                UUID.randomUUID().toString());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String carryOut(Execution execution) throws SQLException, InterruptedException {
        String entries = execution.command().config();
        if (entries == null) {
            throw new RefusedException("cannot add tables: expected their configuration, found none");
        }
        try (Admin admin = new KafkaClients(config.kafka()).admin();
                Connection source = Databases.connect(config.source(), "limosa table");
                Connection target = Databases.connect(config.target(), "limosa table")) {
            NewTables tables = NewTables.plan(
                    AddedTables.with(config, target),
                    entries,
                    SinkTables.ofRunning(target, config.migration()),
                    source);
            if (!tables.areThere()) {
                takeIn(tables, execution, admin, source);
            }
            return "added " + tables.tables() + "; their snapshot begins";
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask Kafka for the replicas: " + e.getMessage(), e);
        }
    }

    private void takeIn(NewTables tables, Execution execution, Admin admin, Connection source)
            throws SQLException, InterruptedException, ExecutionException {
        tables.makeTopics(admin);
        execution.standStill();
        awaitStandstill(execution, new RunningReplicas(config, admin, source), source);
        Duration patience = Duration.ofSeconds(lockTimeout(execution));
        execution.transact(target -> {
            tables.takeIn(target, source, patience, execution.command().issuedBy());
            return true;
        });
    }

    private static long lockTimeout(Execution execution) {
        try {
            return Long.parseLong(execution.command().argument(LOCK_TIMEOUT));
        } catch (NumberFormatException e) {
            throw new RefusedException("cannot add tables: expected whole seconds as " + LOCK_TIMEOUT);
        }
    }

    private void awaitStandstill(Execution execution, RunningReplicas replicas, Connection source)
            throws SQLException, InterruptedException, ExecutionException {
        long began = System.nanoTime();
        List<String> signs = replicas.signs();
        while (!signs.isEmpty()) {
            long waited = Duration.ofNanos(System.nanoTime() - began).toMillis();
            if (waited > STANDSTILL_MS) {
                throw new RefusedException("cannot add tables: the stages did not come to a stop within "
                        + STANDSTILL_MS / 1000 + " s: " + String.join(", ", signs)
                        + "; nothing was changed, and they go on");
            }
            if (waited > SLEEPER_MS && !replicas.haveMembers()) {
                new Publication(source, config.capture()).endCapture();
            }
            execution.progress("waiting for the stages to stop: " + String.join(", ", signs));
            Thread.sleep(300);
            signs = replicas.signs();
        }
        execution.progress("the stages stand still");
    }
}
