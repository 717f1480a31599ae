package dev.limosa.service;

import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.control.PlanState;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.service.Preparation.Prepared;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has this replica's stages follow the plan: they stop while it changes, and begin anew with what has become of it. A
 * replica that has missed a change (it slept, or could not reach the target) finds out by the plan's revision, and a
 * stage that fails on account of it does not end the replica.
 */
final class PlanFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PlanFollower.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long NONE = -1;
    /** There are stages, and they are known to be of no use. */
    private static final long STALE = -2;

    private final MigrationConfig config;
    private final Set<Role> roles;
    private final Stages stages;
    private final Consumer<GenerationPlan> taken;
    private final Consumer<Throwable> failure;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "limosa-plan"));
    /** Until the first start is over, too. */
    private final AtomicBoolean busy = new AtomicBoolean(true);

    private volatile long revision = NONE;
    private volatile @Nullable Pipeline pipeline;
    private volatile boolean closed;
    private long failingSince;

    /**
     * @param taken is told of each plan before its stages begin
     * @param failure is told why a stage has stopped for good
     */
    PlanFollower(
            MigrationConfig config,
            Set<Role> roles,
            Stages stages,
            Consumer<GenerationPlan> taken,
            Consumer<Throwable> failure) {
        this.config = config;
        this.roles = roles;
        this.stages = stages;
        this.taken = taken;
        this.failure = failure;
    }

    void start(Prepared prepared) {
        begin(prepared);
        busy.set(false);
    }

    private void begin(Prepared prepared) {
        if (prepared.state().changing()) {
            stand(prepared.state());
        } else {
            open(prepared.state(), prepared.plan());
        }
    }

    /** From any thread, again and again; does not block. */
    void follow(PlanState now) {
        boolean asItIs = now.changing() ? revision == NONE : revision == now.revision();
        if (!asItIs && !closed && busy.compareAndSet(false, true)) {
            worker.execute(() -> adapt(now));
        }
    }

    private void adapt(PlanState now) {
        try {
            stop();
            if (now.changing()) {
                stand(now);
            } else {
                begin(new Preparation(config).run());
            }
            failingSince = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RefusedException | InvalidConfigurationException e) {
            failure.accept(e);
        } catch (SQLException | RuntimeException e) {
            tryAgain(e);
        } finally {
            busy.set(false);
        }
    }

    /** At the next look; what does not mend within a minute ends the replica. */
    private void tryAgain(Exception e) {
        LOG.warn("cannot begin with the plan as it is now: {}", e.getMessage());
        failingSince = failingSince == 0 ? System.nanoTime() : failingSince;
        if (System.nanoTime() - failingSince > PATIENCE_NANOS) {
            failure.accept(e);
        }
    }

    private void stand(PlanState state) {
        LOG.info("the stages stand still while command {} changes the plan", state.revision());
        stages.standStill(true);
    }

    private void open(PlanState state, GenerationPlan plan) {
        taken.accept(plan);
        Pipeline opened = new Pipeline(roles, stages, this::stageFailed);
        pipeline = opened;
        revision = state.revision();
        stages.standStill(false);
        if (!closed) {
            opened.start(plan);
        }
        LOG.info(
                "running migration={} generation={} tables={} roles={}",
                plan.config().migration(),
                plan.generation(),
                plan.tables().size(),
                roles);
    }

    private void stop() {
        revision = NONE;
        Pipeline running = pipeline;
        if (running != null) {
            running.close();
            pipeline = null;
        }
    }

    private void stageFailed(Throwable error) {
        if (revision == NONE || closed) {
            LOG.debug("a stage ended while it was being stopped", error);
        } else if (planHasMoved()) {
            LOG.info("a stage begins anew, since the plan has changed: {}", error.getMessage());
            revision = STALE;
        } else {
            failure.accept(error);
        }
    }

    private boolean planHasMoved() {
        try {
            PlanState now = new Preparation(config).planState();
            return now.changing() || now.revision() != revision;
        } catch (SQLException e) {
            LOG.debug("cannot tell whether the plan has changed: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.shutdownNow();
        Pipeline running = pipeline;
        if (running != null) {
            running.close();
        }
    }
}
