package dev.limosa.capture;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a barrier row on the source again and again. */
final class BarrierClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BarrierClock.class);

    private final MigrationConfig config;
    private final Watermarks watermarks;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "limosa-barriers"));
    private @Nullable ScheduledFuture<?> ticks;
    private @Nullable Connection source;

    BarrierClock(MigrationConfig config, Watermarks watermarks) {
        this.config = config;
        this.watermarks = watermarks;
    }

    void start() {
        int period = config.capture().watermarkMs();
        ticks = timer.scheduleAtFixedRate(this::tick, 0, period, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            if (source == null) {
                source = Databases.connect(config.source(), "limosa barriers");
            }
            watermarks.advance(source, Watermarks.BARRIER);
        } catch (SQLException e) {
            // A missed barrier delays what can be proven and harms nothing else; the stream notices an outage itself.
            LOG.warn("cannot write a barrier on the source: {}", e.getMessage());
            Databases.discard(source);
            source = null;
        }
    }

    @Override
    public void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        timer.execute(() -> Databases.discard(source));
        timer.shutdown();
    }
}
