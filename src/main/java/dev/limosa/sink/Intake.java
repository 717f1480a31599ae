package dev.limosa.sink;

import dev.limosa.flow.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How much a loop may take from its partitions just now: nothing while it is paused, and of a rate for the whole
 * migration its partitions' share. For the loop's thread; {@link #pause} and {@link #limit} are for any.
 */
final class Intake {

    /** Taken at once, in parts of a second: so that a slow rate is a trickle and not a flood now and then. */
    private static final double SLICE_SECONDS = 0.2;

    private static final Duration METADATA = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final RateLimit limit = new RateLimit();
    private final Map<String, Integer> partitionCounts = new HashMap<>();
    private volatile boolean paused;
    private volatile long rate = RateLimit.UNLIMITED;

    Intake(Consumer<byte[], byte[]> consumer, List<String> topics) {
        this.consumer = consumer;
        this.topics = topics;
    }

    void pause(boolean now) {
        paused = now;
    }

    void limit(long rowsPerSecond) {
        rate = rowsPerSecond;
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether nothing may be taken before the next look. */
    boolean isClosed() {
        limit.set(share(rate));
        return paused || limit.waitNanos() > 0;
    }

    /** All shares together never exceed the rate, however the partitions are spread over loops and replicas. */
    private long share(long whole) {
        if (whole == RateLimit.UNLIMITED) {
            return whole;
        }
        int mine = consumer.assignment().size();
        int all = topics.stream().mapToInt(this::partitions).sum();
        return all == 0 ? whole : Math.min(whole, whole * mine / all);
    }

    private int partitions(String topic) {
        Integer known = partitionCounts.get(topic);
        if (known != null) {
            return known;
        }
        try {
            int found = consumer.partitionsFor(topic, METADATA).size();
            partitionCounts.put(topic, found);
            return found;
        } catch (TimeoutException e) {
            return 0; // Kafka can't be reached: nothing comes from there either.
        }
    }

    /** The first records of each partition, as many as may be taken; the rest will be fetched again. */
    Collection<ConsumerRecord<byte[], byte[]>> take(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(records.count());
        if (limit.isLimited()) {
            int each = Math.max(
                    1,
                    limit.rowsIn(SLICE_SECONDS)
                            / Math.max(1, records.partitions().size()));
            records.partitions().forEach(partition -> taken.addAll(first(records.records(partition), partition, each)));
            limit.took(taken.size());
        } else {
            records.forEach(taken::add);
        }
        return taken;
    }

    private List<ConsumerRecord<byte[], byte[]>> first(
            List<ConsumerRecord<byte[], byte[]>> records, TopicPartition partition, int atMost) {
        if (records.size() <= atMost) {
            return records;
        }
        consumer.seek(partition, records.get(atMost).offset());
        return records.subList(0, atMost);
    }
}
