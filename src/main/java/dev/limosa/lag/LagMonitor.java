package dev.limosa.lag;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.topics.TopicNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second at source, history and target. {@link #newest} may be called from any thread; what it returns is
 * absent, never old, while one of the three can't be reached.
 */
public final class LagMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

    private static final String SENT =
            """
            SELECT coalesce(max(number), 0), extract(epoch FROM clock_timestamp())
            FROM limosa.watermark WHERE migration = ? AND kind = 'barrier'
            """;

    private static final String APPLIED =
            """
            WITH o AS (SELECT min(barrier) AS barrier, min(sequence) AS sequence, min(barrier_at) AS at,
                              count(*) FILTER (WHERE barrier_at IS NULL) AS waiting, bool_and(snapshot_done) AS done
                       FROM limosa.sink_offset WHERE migration = ? AND generation = ?),
                 r AS (SELECT count(*) AS open, min(barrier) AS barrier
                       FROM limosa.open_row WHERE migration = ? AND generation = ?)
            SELECT coalesce(least(o.barrier, r.barrier), 0), coalesce(o.sequence, 0),
                   CASE WHEN o.waiting = 0 THEN extract(epoch FROM o.at) END, coalesce(o.done, false), r.open
            FROM o, r
            """;

    private final MigrationConfig config;
    private final int generation;
    private final CapturedSequence captured;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "limosa-lag"));
    private @Nullable Connection source;
    private @Nullable Connection target;
    private volatile @Nullable Lag newest;

    public LagMonitor(MigrationConfig config, int generation) {
        this.config = config;
        this.generation = generation;
        this.captured = new CapturedSequence(config.kafka(), new TopicNames(config.migration()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() throws nothing, and close() ends the timer.
    public void start() {
        timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /** The newest look; empty before the first and after one that failed. */
    public Optional<Lag> newest() {
        return Optional.ofNullable(newest);
    }

    private void look() {
        try {
            newest = measure();
        } catch (SQLException | KafkaException e) {
            LOG.debug("cannot measure lag: {}", e.getMessage());
            newest = null;
            disconnect();
        }
    }

    private Lag measure() throws SQLException {
        Connection from = source == null ? Databases.connect(config.source(), "limosa lag") : source;
        source = from;
        Connection to = target == null ? Databases.connect(config.target(), "limosa lag") : target;
        target = to;
        try (PreparedStatement sent = from.prepareStatement(SENT);
                PreparedStatement applied = to.prepareStatement(APPLIED)) {
            sent.setString(1, config.migration());
            for (int i = 0; i < 2; i++) {
                applied.setString(1 + 2 * i, config.migration());
                applied.setInt(2 + 2 * i, generation);
            }
            // The target first: what it has passed was sent before.
            try (ResultSet target = applied.executeQuery();
                    ResultSet source = sent.executeQuery()) {
                target.next();
                source.next();
                return lag(source, target);
            }
        }
    }

    private Lag lag(ResultSet source, ResultSet target) throws SQLException {
        double at = target.getDouble(3);
        double seconds = target.wasNull() ? Double.NaN : Math.max(0, source.getDouble(2) - at);
        return new Lag(
                source.getLong(1),
                target.getLong(1),
                seconds,
                captured.read(),
                target.getLong(2),
                target.getLong(5),
                target.getBoolean(4));
    }

    private void disconnect() {
        Databases.discard(source);
        Databases.discard(target);
        source = null;
        target = null;
    }

    @Override
    public void close() {
        timer.execute(() -> {
            disconnect();
            captured.close();
        });
        timer.shutdown();
    }
}
