package dev.limosa.service;

import dev.limosa.admin.AdminServer;
import dev.limosa.capture.CaptureReplica;
import dev.limosa.config.MigrationConfig;
import dev.limosa.control.ControlLoop;
import dev.limosa.control.DesiredState;
import dev.limosa.control.StageCommands;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.generation.IdentityCheck;
import dev.limosa.generation.TargetPreparation;
import dev.limosa.jdbc.Databases;
import dev.limosa.sink.SinkLoop;
import dev.limosa.status.StatusMonitor;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicProvisioner;
import dev.limosa.transform.TransformStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
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
    private static final long STOP_MILLIS = 30_000;

    private final MigrationConfig config;
    private final Set<Role> roles;
    private final ReplicaIdentity identity = ReplicaIdentity.ofThisProcess();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Deque<Stage> running = new ArrayDeque<>();
    private boolean closed;

    private record Stage(String name, AutoCloseable closing) {}

    public MigrationService(MigrationConfig config, Set<Role> roles) {
        this.config = config;
        this.roles = Set.copyOf(roles);
    }

    /** Completes, with what went wrong, when a stage has stopped for good. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    public void start() throws SQLException, IOException, InterruptedException {
        GenerationPlan plan = prepare();
        Stages stages = new Stages(desiredState());
        startAround(plan, stages);
        if (roles.contains(Role.SINK)) {
            startSinks(plan, stages);
        }
        if (roles.contains(Role.TRANSFORM)) {
            startTransform(plan, stages);
        }
        if (roles.contains(Role.CAPTURE)) {
            startCapture(stages);
        }
        LOG.info(
                "running migration={} generation={} tables={} roles={} replica={}",
                config.migration(),
                plan.generation(),
                plan.tables().size(),
                roles,
                identity.name());
    }

    private GenerationPlan prepare() throws SQLException, InterruptedException {
        try (Connection source = Databases.connect(config.source(), "limosa preparation");
                Connection target = Databases.connect(config.target(), "limosa preparation");
                Admin admin = new KafkaClients(config.kafka()).admin()) {
            IdentityCheck identity = new IdentityCheck(config, source, target, admin);
            identity.refuseAnother();
            GenerationPlan plan = MigrationPlan.of(config, source);
            identity.claimDatabases();
            new TargetPreparation(target, plan).prepare();
            new TopicProvisioner(admin).provision(plan.topics());
            identity.claimTopic();
            return plan;
        }
    }

    /** A pause survives a restart: stages keep to it from their first moment. */
    private DesiredState desiredState() throws SQLException {
        try (Connection target = Databases.connect(config.target(), "limosa preparation")) {
            return DesiredState.read(target, config.migration());
        }
    }

    private synchronized void startAround(GenerationPlan plan, Stages stages) throws IOException {
        refuseIfClosed();
        if (roles.contains(Role.ADMIN) && config.admin().port() >= 0) {
            startAdmin(plan, stages);
        }
        StatusReporter reporter = new StatusReporter(config, identity, roles, stages);
        reporter.start();
        running.addFirst(new Stage("reporter", reporter));
        ControlLoop control = new ControlLoop(config, identity.name(), StageCommands.all(), stages::keepTo);
        startThread("control", control, control);
    }

    private void startAdmin(GenerationPlan plan, Stages stages) throws IOException {
        StatusMonitor status = new StatusMonitor(config, plan.generation());
        AdminServer admin = new AdminServer(config.admin(), status, stages);
        status.start();
        admin.start();
        LOG.info("serving {}", admin.url());
        running.addFirst(new Stage("status", status));
        running.addFirst(new Stage("admin", admin));
    }

    private synchronized void startCapture(Stages stages) {
        refuseIfClosed();
        CaptureReplica capture = new CaptureReplica(config);
        stages.add(capture);
        capture.failure().whenComplete((error, none) -> failWith(error));
        startThread("capture", capture, capture);
    }

    private synchronized void startTransform(GenerationPlan plan, Stages stages) {
        refuseIfClosed();
        TransformStream transform = new TransformStream(config, plan.generation(), plan.transforms());
        stages.add(transform);
        transform.failure().whenComplete((error, none) -> failWith(error));
        transform.start();
        running.addFirst(new Stage("transform", transform));
    }

    private synchronized void startSinks(GenerationPlan plan, Stages stages) {
        refuseIfClosed();
        for (int i = 0; i < config.sink().tasks(); i++) {
            SinkLoop sink = new SinkLoop(config, plan.generation(), plan.outputTopics());
            stages.add(sink);
            startThread("sink-" + i, sink, sink);
        }
    }

    private void startThread(String name, Runnable body, AutoCloseable closing) {
        Thread thread = new Thread(body, "limosa-" + name);
        // Whatever ends a stage, an Error too, has to end the replica: half of one would only look alive.
        thread.setUncaughtExceptionHandler((dead, error) -> failWith(error));
        thread.start();
        running.addFirst(new Stage(name, () -> {
            closing.close();
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                throw new IllegalStateException("still running after " + STOP_MILLIS + " ms");
            }
        }));
    }

    /** A stop that comes while the stages are being started must not leave one of them behind. */
    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("told to stop before everything was started");
        }
    }

    private void failWith(@Nullable Throwable error) {
        if (error != null) {
            failure.complete(error);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            Stage stage = running.removeFirst();
            LOG.info("stopping {}", stage.name());
            try {
                stage.closing().close();
                LOG.info("stopped {}", stage.name());
            } catch (Exception e) {
                // The other stages are to be stopped all the same.
                LOG.warn("cannot stop {} cleanly: {}", stage.name(), e.getMessage());
            }
        }
    }
}
