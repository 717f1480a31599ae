package dev.limosa.control;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica's part in control: keeps it to the desired state, and carries out commands while it holds the control
 * epoch. Looks twice a second. {@link #run} is for a thread of its own, {@link #close} for any.
 */
public final class ControlLoop implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final long LOOK_AGAIN_MS = 500;

    private final MigrationConfig config;
    private final String replica;
    private final Map<String, CommandKind> kinds;
    private final Consumer<DesiredState> stages;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Connection target;
    private @Nullable ControlEpoch epoch;
    private @Nullable CommandRun running;

    /**
     * @param replica whom to name as owner
     * @param stages is told what every stage is to keep to, again and again; must not block
     */
    public ControlLoop(
            MigrationConfig config, String replica, Collection<CommandKind> kinds, Consumer<DesiredState> stages) {
        this.config = config;
        this.replica = replica;
        this.kinds = kinds.stream().collect(Collectors.toMap(CommandKind::name, Function.identity()));
        this.stages = stages;
    }

    @Override
    public void run() {
        try {
            do {
                look();
            } while (!closing.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void look() throws InterruptedException {
        try {
            Connection connection = connection();
            stages.accept(DesiredState.read(connection, config.migration()));
            hold(connection);
            carryOutNext(connection);
        } catch (SQLException e) {
            // Else the row is locked by our own command's transaction, or by a replica that is just claiming it.
            if (!SqlFailure.isLockTimeout(e)) {
                // The stages keep to what they know; commands wait for the target, which they are written in.
                LOG.debug("cannot look for commands: {}", e.getMessage());
                Databases.discard(target);
                target = null;
            }
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = target;
        if (connection == null || connection.isClosed()) {
            connection = Databases.connect(config.target(), "limosa control " + config.migration());
            Query.run(connection, "SET lock_timeout = '1s'");
            connection.setNetworkTimeout(Runnable::run, 10_000);
            target = connection;
        }
        return connection;
    }

    private void hold(Connection connection) throws SQLException, InterruptedException {
        if (epoch != null && !epoch.renew(connection)) {
            LOG.info("another replica carries out commands of migration={} now", config.migration());
            epoch = null;
            stopRunning();
        }
        if (epoch == null && ControlEpoch.vacant(connection, config.migration())) {
            epoch = ControlEpoch.claim(connection, config.target(), config.migration(), replica);
            if (epoch != null) {
                LOG.info("carrying out commands migration={} control epoch={}", config.migration(), epoch.number());
            }
        }
    }

    private void carryOutNext(Connection connection) throws SQLException {
        if (epoch == null || running != null && running.isAlive()) {
            return;
        }
        Command next = CommandRows.next(connection, config.migration());
        if (next != null) {
            running = new CommandRun(next, epoch, kinds.get(next.kind()));
            running.start();
        }
    }

    /** Returns when nothing is left that could still act under the old epoch. */
    private void stopRunning() throws InterruptedException {
        if (running != null) {
            running.interrupt();
            running.join(10_000);
            running = null;
        }
    }

    private void end() {
        try {
            stopRunning();
            if (epoch != null && target != null) {
                epoch.release(target);
            }
        } catch (SQLException e) {
            LOG.debug("cannot release the control epoch; it runs out by itself: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Databases.discard(target);
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
