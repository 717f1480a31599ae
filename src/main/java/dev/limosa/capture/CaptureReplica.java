package dev.limosa.capture;

import dev.limosa.capture.CaptureStatus.State;
import dev.limosa.config.MigrationConfig;
import dev.limosa.flow.RowCounts;
import dev.limosa.jdbc.SqlFailure;
import dev.limosa.topics.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's part in capture. All replicas are members of one Kafka group over the position topic's only partition:
 * who is assigned it captures. That is liveness only; that two who both believe in it can't harm each other is the
 * producer epoch's doing.
 *
 * <p>{@link #run} is for a thread of its own; {@link #close} may be called from any.
 */
public final class CaptureReplica implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureReplica.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final MigrationConfig config;
    private final CaptureClients clients;
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final CaptureFlow flow = new CaptureFlow();
    private volatile @Nullable CaptureRun capturing;
    private volatile boolean joined;
    private volatile boolean assigned;
    private volatile boolean paused;
    private volatile boolean closed;

    public CaptureReplica(MigrationConfig config) {
        this.config = config;
        this.clients = new CaptureClients(config);
    }

    /** Completes, with what went wrong, when capture ends for a reason that trying again would not mend. */
    public CompletionStage<Throwable> failure() {
        return failed.minimalCompletionStage();
    }

    /**
     * Ends the session, or lets it begin again; this replica stays who captures. Meanwhile the slot keeps the source's
     * WAL.
     */
    public void pause(boolean now) {
        paused = now;
    }

    /** @param rowsPerSecond how fast tables are read; changes are never held back */
    public void limitSnapshot(long rowsPerSecond) {
        flow.snapshotLimit().set(rowsPerSecond);
    }

    public CaptureStatus status() {
        if (failed.isDone()) {
            return new CaptureStatus(State.FAILED, flow.status().because());
        }
        if (!assigned) {
            return CaptureStatus.of(joined ? State.STANDBY : State.JOINING);
        }
        return paused && capturing == null ? CaptureStatus.of(State.PAUSED) : flow.status();
    }

    /** Events published, by table; {@code snapshot}, {@code change} or {@code skipped}: published before already. */
    public RowCounts counts() {
        return flow.counts();
    }

    /** The producer's own metrics, as Kafka names them; empty while this replica does not capture. */
    public Map<MetricName, ? extends Metric> metrics() {
        return flow.metrics();
    }

    @Override
    public void run() {
        while (!closed && !failed.isDone()) {
            try (Consumer<byte[], byte[]> member = clients.member()) {
                member.subscribe(List.of(new TopicNames(config.migration()).position()), new Assignment());
                while (!closed && !failed.isDone()) {
                    member.poll(POLL);
                    followPause();
                }
            } catch (KafkaException e) {
                LOG.warn("cannot stay in group {}: {}", config.migration() + "-capture", e.getMessage());
            } finally {
                assigned = false;
                joined = false;
                stop();
            }
        }
    }

    private void followPause() {
        if (paused) {
            stop();
        } else if (assigned && capturing == null) {
            begin();
        }
    }

    private void begin() {
        LOG.info("this replica captures migration={}", config.migration());
        CaptureRun run = new CaptureRun();
        capturing = run;
        run.start();
    }

    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            assigned |= !partitions.isEmpty();
            followPause();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            assigned = false;
            stop();
        }
    }

    private void stop() {
        CaptureRun run = capturing;
        if (run != null) {
            LOG.info("this replica stopped capturing migration={}", config.migration());
            run.end();
            capturing = null;
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** One session after another until this replica no longer captures. */
    private final class CaptureRun extends Thread {

        private volatile boolean ending;
        private boolean fenced;
        private volatile @Nullable CaptureSession session;

        CaptureRun() {
            super("limosa-capture-sessions");
            setUncaughtExceptionHandler((dead, error) -> fail(error));
        }

        @Override
        public void run() {
            Backoff backoff = new Backoff();
            while (!ending) {
                long began = System.nanoTime();
                try (CaptureSession current = new CaptureSession(config, clients, flow)) {
                    session = current;
                    if (!ending) {
                        current.run();
                    }
                } catch (InterruptedException e) {
                    return;
                } catch (ExecutionException e) {
                    failedWith(e.getCause() == null ? e : e.getCause());
                } catch (Exception e) {
                    failedWith(e);
                } finally {
                    session = null;
                }
                if (!ending && !pause(backoff, System.nanoTime() - began)) {
                    return;
                }
            }
        }

        /**
         * A fenced session waits until the group must have told this replica that another one captures: starting at
         * once, the two would fence each other in turn.
         */
        private boolean pause(Backoff backoff, long lastedNanos) {
            boolean wasFenced = fenced;
            fenced = false;
            return wasFenced ? Backoff.sleep(clients.memberGoneMs()) : backoff.pause(lastedNanos);
        }

        /** A producer in an error state says only that; what brought it there is the cause. */
        private static String reason(Throwable e) {
            String said = SqlFailure.find(e);
            return said.equals(e.toString()) && e.getCause() != null ? said + ": " + e.getCause() : said;
        }

        private void failedWith(Throwable e) {
            CaptureException fatal = cause(e, CaptureException.class);
            if (fatal != null) {
                LOG.error("{}", fatal.getMessage());
                fail(fatal);
                ending = true;
            } else if (!ending) {
                LOG.warn("capture was interrupted and starts again: {}", reason(e));
                LOG.debug("the cause", e);
                flow.waits(e.getMessage() == null ? e.toString() : e.getMessage());
                fenced |= cause(e, ProducerFencedException.class) != null;
            }
        }

        private void fail(Throwable e) {
            flow.failed(e.getMessage() == null ? e.toString() : e.getMessage());
            failed.complete(e);
        }

        private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (type.isInstance(cause)) {
                    return type.cast(cause);
                }
            }
            return null;
        }

        /** Returns when nothing of this run is left that could still write. */
        void end() {
            ending = true;
            CaptureSession current = session;
            if (current == null) {
                // It waits before it tries again; a session at work is not interrupted, so that it closes cleanly.
                interrupt();
            } else {
                current.stop();
            }
            try {
                join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
