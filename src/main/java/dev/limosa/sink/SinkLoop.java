package dev.limosa.sink;

import dev.limosa.config.MigrationConfig;
import dev.limosa.flow.RowCounts;
import dev.limosa.topics.GroupSession;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts one {@link LimosaSinkTask} without a Connect cluster: a consumer of the generation's group, and the task.
 * Several loops, in one process or many, share the partitions. {@link #run} belongs to one thread; {@link #close} may
 * be called from any.
 */
public final class SinkLoop implements Runnable, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final List<String> topics;
    private final LimosaSinkTask task = new LimosaSinkTask();
    private final LoopContext context;
    private final StoredOffsets storedOffsets;
    private final Intake intake;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Duration pause = SHORTEST_PAUSE;
    private boolean broken;
    private volatile @Nullable String waitsFor;
    private volatile Set<TopicPartition> partitions = Set.of();
    private volatile boolean joined;
    /** Whether nothing is being taken, not even what was on its way when the pause began. */
    private volatile boolean stands;
    /** Why partitions can't be opened at all; the consumer would bury it in an exception of its own. */
    private @Nullable ConnectException refused;

    /** @param topics the generation's output topics */
    public SinkLoop(MigrationConfig config, int generation, List<String> topics) {
        this.topics = List.copyOf(topics);
        KafkaClients clients = new KafkaClients(config.kafka());
        this.consumer = clients.consumer(demands(config, generation));
        this.intake = new Intake(consumer, this.topics);
        this.admin = clients.admin();
        Map<String, String> properties = SinkSettings.of(config, generation).toProperties();
        this.context = new LoopContext(consumer, properties);
        this.storedOffsets = new StoredOffsets(consumer, admin);
        task.initialize(context);
        task.start(properties);
    }

    private static Map<String, Object> demands(MigrationConfig config, int generation) {
        Map<String, Object> demands =
                new HashMap<>(GroupSession.of(config.kafka()).settings());
        demands.put(ConsumerConfig.GROUP_ID_CONFIG, new TopicNames(config.migration()).sinkGroup(generation));
        // Records that are gone although they are not in the target must stop us, not move us.
        demands.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        demands.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.sink().maxPollRecords());
        // Building constraints may take hours inside one put. A task that hangs is noticed by its connection's timeout.
        demands.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
        demands.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return demands;
    }

    /** Takes nothing more, or goes on; the partitions stay with this loop, and its epochs stand. From any thread. */
    public void pause(boolean now) {
        intake.pause(now);
    }

    /** @param rowsPerSecond of the whole migration; this loop keeps to its partitions' share. From any thread. */
    public void limit(long rowsPerSecond) {
        intake.limit(rowsPerSecond);
    }

    /** From any thread. */
    public SinkStatus status() {
        String because = waitsFor;
        SinkStatus.State state = because != null
                ? SinkStatus.State.WAITING
                : intake.isPaused() && stands ? SinkStatus.State.PAUSED : SinkStatus.State.RUNNING;
        if (state == SinkStatus.State.RUNNING && partitions.isEmpty()) {
            state = joined ? SinkStatus.State.IDLE : SinkStatus.State.JOINING;
        }
        return new SinkStatus(state, because, partitions);
    }

    /** Rows brought to the target, by table; {@code written}, {@code deleted} or {@code open}. From any thread. */
    public RowCounts counts() {
        return task.counts();
    }

    /** The consumer's own metrics, as Kafka names them. From any thread. */
    public Map<MetricName, ? extends Metric> metrics() {
        return consumer.metrics();
    }

    /**
     * Returns after {@link #close}.
     *
     * @throws RuntimeException if the task can't go on by itself: records were lost, the target refuses what it may not
     */
    @Override
    public void run() {
        try {
            consumer.subscribe(topics, new Rebalances());
            while (closing.getCount() > 0) {
                turn();
            }
        } catch (WakeupException e) {
            if (closing.getCount() > 0) {
                throw e;
            }
        } finally {
            end();
        }
    }

    private void turn() {
        boolean closed = intake.isClosed();
        context.hold(closed);
        // A poll comes before anything is claimed again: it shows whether the partitions are still ours at all.
        ConsumerRecords<byte[], byte[]> records = poll();
        if (refused != null) {
            throw refused;
        }
        try {
            if (broken) {
                reopen();
            } else if (!closed || !records.isEmpty()) {
                task.put(sinkRecords(intake.take(records)));
                pause = SHORTEST_PAUSE;
                waitsFor = null;
            }
        } catch (RetriableException e) {
            breakOff(e);
        }
        context.apply();
        partitions = consumer.assignment();
        stands = closed;
        storedOffsets.tell(task, context.takeCommitRequest());
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(broken ? Duration.ZERO : Duration.ofMillis(context.takeTimeout(POLL.toMillis())));
        } catch (OffsetOutOfRangeException e) {
            throw new ConnectException(
                    "cannot read output topics: expected a record at or after the target's stored offset, found none at "
                            + e.offsetOutOfRangePartitions()
                            + "; records are gone that are not in the target, replay the history into a new generation",
                    e);
        }
    }

    /** The records at hand are dropped: from where to read again, the target says. */
    private void reopen() {
        broken = false;
        List<TopicPartition> assigned = List.copyOf(consumer.assignment());
        task.close(assigned);
        consumer.seekToBeginning(assigned);
        task.open(assigned);
    }

    private void breakOff(RetriableException reason) {
        LOG.warn("the sink pauses for {} ms: {}", pause.toMillis(), reason.getMessage());
        broken = true;
        waitsFor = reason.getMessage();
        await(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** The consumer's heartbeats go on meanwhile. */
    private void await(Duration time) {
        try {
            if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while it paused");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private static Collection<SinkRecord> sinkRecords(Collection<ConsumerRecord<byte[], byte[]>> records) {
        List<SinkRecord> converted = new ArrayList<>(records.size());
        records.forEach(record -> converted.add(sinkRecord(record)));
        return converted;
    }

    private static SinkRecord sinkRecord(ConsumerRecord<byte[], byte[]> record) {
        ConnectHeaders headers = new ConnectHeaders();
        record.headers().forEach(header -> headers.addBytes(header.key(), header.value()));
        return new SinkRecord(
                record.topic(),
                record.partition(),
                null,
                record.key(),
                null,
                record.value(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                headers);
    }

    private void end() {
        try {
            task.close(consumer.assignment());
            task.stop();
        } finally {
            consumer.close();
            admin.close(POLL);
            context.close();
        }
    }

    /** Makes {@link #run} return; does not wait for it. */
    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
    }

    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            // A partition that can't be claimed yet needs a place, too; what comes from there is dropped.
            consumer.seekToBeginning(partitions);
            try {
                task.open(partitions);
                context.apply();
            } catch (ConnectException e) {
                refused = e;
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            task.close(partitions);
        }
    }
}
