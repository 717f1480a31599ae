package dev.limosa.capture;

import dev.limosa.capture.CaptureStatus.State;
import dev.limosa.config.MigrationConfig;
import dev.limosa.flow.RowCounts;
import dev.limosa.topics.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
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
    private final CaptureTurn turn = new CaptureTurn(this::newRun, Duration.ofSeconds(30));
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean joined;
    private volatile boolean assigned;
    private volatile boolean paused;

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
        return paused && !turn.isOn() ? CaptureStatus.of(State.PAUSED) : flow.status();
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
        Backoff backoff = new Backoff();
        while (goesOn()) {
            long began = System.nanoTime();
            takePart();
            if (goesOn()) {
                await(backoff.next(System.nanoTime() - began));
            }
        }
    }

    private boolean goesOn() {
        return closing.getCount() > 0 && !failed.isDone();
    }

    private void takePart() {
        TopicNames topics = new TopicNames(config.migration());
        try (Consumer<byte[], byte[]> member = clients.member()) {
            member.subscribe(List.of(topics.position()), new Assignment());
            while (goesOn()) {
                member.poll(POLL);
                followPause();
            }
        } catch (KafkaException e) {
            LOG.warn("cannot stay in group {}: {}", topics.captureGroup(), CaptureRun.reason(e));
            LOG.debug("the cause", e);
        } finally {
            assigned = false;
            joined = false;
            turn.end();
        }
    }

    private void await(long millis) {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while it waited for Kafka");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void followPause() {
        if (paused) {
            turn.end();
        } else if (assigned && !turn.begin()) {
            flow.waits("the last capture of this replica has not ended yet");
        }
    }

    private CaptureRun newRun() {
        LOG.info("this replica captures migration={}", config.migration());
        return new CaptureRun(
                () -> new CaptureSession(config, clients, flow), flow, clients.memberGoneMs(), failed::complete);
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
            turn.end();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
