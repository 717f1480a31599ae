package dev.limosa.capture;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a barrier row on the source again and again, and has the watch look at the tables. */
final class BarrierClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BarrierClock.class);
    /** PostgreSQL starts up or shuts down (cannot_connect_now). */
    private static final String NOT_NOW = "57P03";

    private final MigrationConfig config;
    private final Watermarks watermarks;
    private final SourceWatch watch;
    private final Consumer<Throwable> ends;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "limosa-barriers"));
    private @Nullable ScheduledFuture<?> ticks;
    private @Nullable Connection source;

    /**
     * @param ends is told what capture has to end for: something the watch has found, or that the source shuts down,
     *     which it may not be able to do before the stream has let go of it: a server waits for each receiver to
     *     acknowledge the last of its log, and a log position that belongs to no change of ours is never acknowledged
     */
    BarrierClock(MigrationConfig config, Watermarks watermarks, SourceWatch watch, Consumer<Throwable> ends) {
        this.config = config;
        this.watermarks = watermarks;
        this.watch = watch;
        this.ends = ends;
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
            watch.look(source);
        } catch (RuntimeException e) {
            // Thrown on, it would end the ticks without a word.
            ends.accept(e);
        } catch (SQLException e) {
            // A missed barrier delays what can be proven and harms nothing else; the stream notices an outage itself.
            LOG.warn("cannot write a barrier on the source: {}", e.getMessage());
            Databases.discard(source);
            source = null;
            if (NOT_NOW.equals(e.getSQLState())) {
                ends.accept(e);
            }
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
