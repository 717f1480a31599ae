package dev.limosa.status;

import dev.limosa.config.MigrationConfig;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks about once a second. {@link #newest} may be called from any thread and never returns an old look. */
public final class StatusMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusMonitor.class);
    /** A look takes eight seconds at most. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(12);

    /** Changed in the timer's thread. */
    private StatusReader reader;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "limosa-status"));
    private volatile @Nullable Look newest;

    private record Look(MigrationStatus status, long nanos) {}

    public StatusMonitor(MigrationConfig config, int generation) {
        reader = new StatusReader(config, generation);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() throws nothing, and close() ends the timer.
    public void start() {
        timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /** From here on looks at a migration with other tables. */
    public void follow(MigrationConfig config, int generation) {
        timer.execute(() -> {
            reader.close();
            reader = new StatusReader(config, generation);
        });
    }

    /** Empty before the first look. */
    public Optional<MigrationStatus> newest() {
        Look look = newest;
        return look == null || System.nanoTime() - look.nanos() > FRESH_NANOS
                ? Optional.empty()
                : Optional.of(look.status());
    }

    private void look() {
        try {
            newest = new Look(reader.look(), System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The next look may go better; an answer that is too old is not given out.
            LOG.warn("cannot look at the migration's state: {}", e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        reader.close();
    }
}
