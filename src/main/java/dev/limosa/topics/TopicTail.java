package dev.limosa.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions to where they ended when this was made. What counts is the consumer's position and not the records
 * that come: transaction markers, aborted records and those that compaction took away are passed without one. For one
 * thread, which owns the consumer.
 */
public final class TopicTail {

    /** As long as a broker may take to come back and to elect a leader. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;
    private final Duration silence;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
    private long passed;
    private long silent;

    private TopicTail(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Duration silence) {
        this.consumer = consumer;
        this.partitions = List.copyOf(partitions);
        this.ends = new HashMap<>(consumer.endOffsets(this.partitions));
        this.silence = silence;
    }

    /** All partitions that a topic has; none if there is no such topic. */
    public static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** From the partitions' beginning; nothing else is assigned to the consumer then. */
    public static TopicTail fromBeginning(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicTail(consumer, partitions, SILENCE);
    }

    /**
     * From where the consumer stands in the partitions assigned to it.
     *
     * @param silence how long to wait for something to come
     */
    public static TopicTail fromPosition(Consumer<byte[], byte[]> consumer, Duration silence) {
        return new TopicTail(consumer, consumer.assignment(), silence);
    }

    /** Leaves out what is farther than so many offsets from a partition's end. */
    public TopicTail atMost(long offsets) {
        ends.forEach((partition, end) -> {
            if (end - consumer.position(partition) > offsets) {
                consumer.seek(partition, end - offsets);
            }
        });
        return this;
    }

    /**
     * Reads up to this record at least. A consumer of committed records is told an end before what was committed just
     * now, until the broker has written the transaction's marker.
     */
    public TopicTail through(TopicPartition partition, long offset) {
        ends.merge(partition, offset + 1, Math::max);
        return this;
    }

    /** Back to the beginning, and once more to the same ends. */
    public void rewind() {
        consumer.seekToBeginning(partitions);
        polled = Collections.emptyIterator();
    }

    /** Whether a record is one of those before the ends. */
    public boolean holds(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < end(new TopicPartition(record.topic(), record.partition()));
    }

    /**
     * Hands over all that comes. There may be records from behind the ends: nobody else will be given them.
     *
     * @throws TimeoutException if nothing comes for too long
     */
    public void forEach(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        for (ConsumerRecord<byte[], byte[]> record = poll(); record != null; record = poll()) {
            reader.accept(record);
        }
    }

    /**
     * The next record before the ends, or null if there is none.
     *
     * @throws TimeoutException if nothing comes for too long
     */
    public @Nullable ConsumerRecord<byte[], byte[]> next() {
        ConsumerRecord<byte[], byte[]> record = poll();
        while (record != null && !holds(record)) {
            record = poll();
        }
        return record;
    }

    private @Nullable ConsumerRecord<byte[], byte[]> poll() {
        while (!polled.hasNext()) {
            TopicPartition behind = behind();
            if (behind == null) {
                return null;
            }
            long began = System.nanoTime();
            polled = consumer.poll(POLL).iterator();
            listened(behind, System.nanoTime() - began);
        }
        return polled.next();
    }

    private @Nullable TopicPartition behind() {
        for (TopicPartition partition : partitions) {
            if (consumer.position(partition) < end(partition)) {
                return partition;
            }
        }
        return null;
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** What comes from behind the ends is no movement: one partition could be silent for ever beside a busy one. */
    private void listened(TopicPartition behind, long nanos) {
        long now = partitions.stream()
                .mapToLong(p -> Math.min(consumer.position(p), end(p)))
                .sum();
        silent = now == passed ? silent + nanos : 0;
        passed = now;
        if (silent > silence.toNanos()) {
            throw new TimeoutException("cannot read topic '" + behind.topic() + "': expected offset " + end(behind)
                    + " of partition " + behind.partition() + ", found " + consumer.position(behind)
                    + "; nothing came for " + silence.toMillis() / 1000.0 + " s, check that its leader is up");
        }
    }
}
