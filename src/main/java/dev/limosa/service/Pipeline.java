package dev.limosa.service;

import dev.limosa.capture.CaptureReplica;
import dev.limosa.config.MigrationConfig;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.sink.OutputRetention;
import dev.limosa.sink.SinkLoop;
import dev.limosa.transform.TransformStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This replica's stages, built for one plan; stopped in the order of a row's path, so that what is in flight flows off.
 */
final class Pipeline implements AutoCloseable {

    private static final Duration RETENTION = Duration.ofSeconds(30);

    private final Set<Role> roles;
    private final Stages stages;
    private final Consumer<Throwable> failure;
    private final Parts parts;

    /** @param failure is told why a stage has stopped for good */
    Pipeline(Set<Role> roles, Stages stages, Consumer<Throwable> failure) {
        this.roles = roles;
        this.stages = stages;
        this.failure = failure;
        this.parts = new Parts(failure);
    }

    void start(GenerationPlan plan) {
        if (roles.contains(Role.SINK)) {
            startSinks(plan);
        } else {
            parts.addThread("retention", new OutputRetention(plan.config(), plan.generation(), RETENTION));
        }
        if (roles.contains(Role.TRANSFORM)) {
            startTransform(plan);
        }
        if (roles.contains(Role.CAPTURE)) {
            startCapture(plan.config());
        }
    }

    private void startSinks(GenerationPlan plan) {
        for (int i = 0; i < plan.config().sink().tasks(); i++) {
            SinkLoop sink = new SinkLoop(plan.config(), plan.generation(), plan.outputTopics());
            stages.add(sink);
            parts.addThread("sink-" + i, sink);
        }
    }

    private void startTransform(GenerationPlan plan) {
        TransformStream transform = new TransformStream(plan.config(), plan.generation(), plan.transforms());
        stages.add(transform);
        transform.failure().whenComplete((error, none) -> failWith(error));
        parts.add("transform", transform::start, transform);
    }

    private void startCapture(MigrationConfig config) {
        CaptureReplica capture = new CaptureReplica(config);
        stages.add(capture);
        capture.failure().whenComplete((error, none) -> failWith(error));
        parts.addThread("capture", capture);
    }

    private void failWith(@Nullable Throwable error) {
        if (error != null) {
            failure.accept(error);
        }
    }

    @Override
    public void close() {
        parts.close();
        stages.clear();
    }
}
