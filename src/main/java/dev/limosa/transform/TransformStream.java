package dev.limosa.transform;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.flow.RowCounts;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage ② of one generation: history topics in, output topics out, exactly once. All topics must be there before
 * {@link #start}.
 *
 * <p>Replicas of the same generation share the partitions among them. An outage of Kafka is waited out. A thread that
 * dies is replaced; one that dies of lost history, or all of them again and again, completes {@link #failure()}: then
 * this object is of no more use than to be closed.
 *
 * <p>Safe for any number of threads.
 */
public final class TransformStream implements AutoCloseable {

    public enum State {
        /** Not started, or a thread still waits for its first partitions; the others may be at work already. */
        STARTING,
        /** Every thread has its partitions. */
        RUNNING,
        /** Partitions are changing hands, or a thread is being replaced. */
        REBALANCING,
        CLOSED,
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(TransformStream.class);
    private static final int REPLACEMENTS_PER_THREAD = 5;
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final String name;
    private final KafkaStreams streams;
    private final ChannelPurge purge;
    private final Replacements replacements;
    private final Passage passage = new Passage();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile boolean ran;

    /** @throws InvalidConfigurationException holding everything that does not fit, of all tables */
    public TransformStream(MigrationConfig config, int generation, List<TransformTable> tables) {
        TopicNames names = new TopicNames(config.migration());
        name = names.transformApplication(generation);
        replacements = new Replacements(config.transform().threads() * REPLACEMENTS_PER_THREAD, System::nanoTime);
        streams = new KafkaStreams(
                TransformTopology.build(names, generation, tables, passage),
                StreamSettings.of(config, generation),
                new StreamClients());
        purge = new ChannelPurge(() -> new KafkaClients(config.kafka()).admin(), name, channels(tables));
        streams.setUncaughtExceptionHandler(this::threadDied);
        streams.setStateListener((now, before) -> changed(now));
    }

    private static Set<String> channels(List<TransformTable> tables) {
        return tables.stream()
                .map(TransformTable::terms)
                .filter(Objects::nonNull)
                .map(terms -> terms.sink().historyTopic())
                .collect(toSet());
    }

    public void start() {
        streams.start();
        purge.start();
    }

    public State state() {
        if (failure.isDone()) {
            return State.FAILED;
        }
        return switch (streams.state()) {
            case CREATED -> State.STARTING;
            case RUNNING -> State.RUNNING;
            case REBALANCING -> ran ? State.REBALANCING : State.STARTING;
            case PENDING_SHUTDOWN, NOT_RUNNING -> State.CLOSED;
            case PENDING_ERROR, ERROR -> State.FAILED;
        };
    }

    /** Stops processing, or goes on; the partitions stay with this replica, and what it has begun is committed. */
    public void pause(boolean now) {
        if (now && !streams.isPaused()) {
            streams.pause();
        } else if (!now && streams.isPaused()) {
            streams.resume();
        }
    }

    public TransformStatus status() {
        Map<String, List<Integer>> partitions = partitions();
        return new TransformStatus(
                state(), streams.isPaused(), partitions, passage.through(partitions), passage.byTopic(partitions));
    }

    /** History topic → the partitions that this replica's threads work on. */
    private Map<String, List<Integer>> partitions() {
        try {
            return streams.metadataForLocalThreads().stream()
                    .flatMap(thread -> thread.activeTasks().stream())
                    .flatMap(task -> task.topicPartitions().stream())
                    .collect(groupingBy(
                            TopicPartition::topic, TreeMap::new, mapping(TopicPartition::partition, toList())));
        } catch (IllegalStateException e) {
            return Map.of(); // Not running: it has none.
        }
    }

    /** Events turned into rows, by table; {@code row} counts all of them, {@code filtered} and {@code open} some. */
    public RowCounts counts() {
        return passage.counts();
    }

    /** What has gone through the text engine's chains, by chain: {@code texts}, and {@code characters} in UTF-16. */
    public RowCounts texts() {
        return passage.texts();
    }

    /** Completes, with what went wrong, when this stage has stopped for good without being closed. */
    public CompletionStage<Throwable> failure() {
        return failure.minimalCompletionStage();
    }

    /** The client's own metrics, as Kafka names them. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    /** Commits, then leaves the group at once, so that no other replica waits for a session to end. */
    @Override
    public void close() {
        purge.close();
        CloseOptions leaving = CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSING);
        if (!streams.close(leaving)) {
            LOG.warn("{} did not stop within {}; its open transaction will be aborted by the broker", name, CLOSING);
        }
    }

    /** Runs in the thread that is dying. */
    private StreamThreadExceptionResponse threadDied(Throwable cause) {
        Throwable broken = brokenHistory(cause);
        if (broken == null && cause instanceof Exception && replacements.allowOneMore()) {
            LOG.warn("{} replaces a thread that died", name, cause);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fail(broken == null ? cause : broken);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void changed(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            ran = true;
        } else if (now == KafkaStreams.State.ERROR) {
            fail(new IllegalStateException("cannot go on with " + name + ": all its threads have died"));
        }
    }

    private void fail(Throwable cause) {
        if (failure.complete(cause)) {
            LOG.error("{} has failed", name, cause);
        }
    }

    private static @Nullable Throwable brokenHistory(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof BrokenHistoryException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
