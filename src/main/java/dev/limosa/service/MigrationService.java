package dev.limosa.service;

import dev.limosa.admin.AdminServer;
import dev.limosa.config.MigrationConfig;
import dev.limosa.control.CommandKind;
import dev.limosa.control.ControlLoop;
import dev.limosa.control.DesiredState;
import dev.limosa.control.StageCommands;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.jdbc.Databases;
import dev.limosa.service.Preparation.Prepared;
import dev.limosa.status.StatusMonitor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica of a migration: the stages its roles name, in one process.
 *
 * <p>{@link #start} returns when they run; {@link #failure} completes when one of them has stopped for good;
 * {@link #close} stops them in the order of a row's path, so that what is in flight can still flow off. It may be
 * called from any thread, during {@link #start} as well.
 */
public final class MigrationService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationService.class);

    private final MigrationConfig config;
    private final Set<Role> roles;
    private final ReplicaIdentity identity = ReplicaIdentity.ofThisProcess();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Parts parts = new Parts(failure::complete);
    private volatile @Nullable StatusMonitor status;

    public MigrationService(MigrationConfig config, Set<Role> roles) {
        this.config = config;
        this.roles = Set.copyOf(roles);
    }

    /** Completes, with what went wrong, when a stage has stopped for good. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    public void start() throws SQLException, IOException, InterruptedException {
        Prepared prepared = new Preparation(config).run();
        GenerationPlan plan = prepared.plan();
        Stages stages = new Stages(desiredState());
        PlanFollower follower = new PlanFollower(config, roles, stages, this::taken, failure::complete);
        startAround(plan, stages, follower);
        parts.add("stages", () -> {}, follower);
        follower.start(prepared);
        LOG.info("replica={} is up", identity.name());
    }

    /** A pause survives a restart: stages keep to it from their first moment. */
    private DesiredState desiredState() throws SQLException {
        try (Connection target = Databases.connect(config.target(), "limosa preparation")) {
            return DesiredState.read(target, config.migration());
        }
    }

    private void startAround(GenerationPlan plan, Stages stages, PlanFollower follower) throws IOException {
        if (roles.contains(Role.ADMIN) && config.admin().port() >= 0) {
            startAdmin(plan, stages);
        }
        StatusReporter reporter = new StatusReporter(config, identity, roles, stages);
        parts.add("reporter", reporter::start, reporter);
        List<CommandKind> kinds = new ArrayList<>(StageCommands.all());
        kinds.add(new AddTables(config));
        ControlLoop control = new ControlLoop(config, identity.name(), kinds, desired -> {
            stages.keepTo(desired);
            follower.follow(desired.plan());
        });
        parts.addThread("control", control);
    }

    private void startAdmin(GenerationPlan plan, Stages stages) throws IOException {
        StatusMonitor monitor = new StatusMonitor(plan.config(), plan.generation());
        AdminServer admin = new AdminServer(config.admin(), monitor, stages);
        parts.add("status", monitor::start, monitor);
        parts.add("admin", admin::start, admin);
        status = monitor;
        LOG.info("serving {}", admin.url());
    }

    private void taken(GenerationPlan plan) {
        StatusMonitor monitor = status;
        if (monitor != null) {
            monitor.follow(plan.config(), plan.generation());
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
