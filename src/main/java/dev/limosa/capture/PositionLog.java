package dev.limosa.capture;

import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the position topic holds: the position, and the keys that wait to be read again.
 *
 * @param position null before anything was captured
 * @param rereads rows that wait to be read again, in the order they were asked for
 */
record PositionLog(@Nullable Position position, Set<RowKey> rereads) {

    /**
     * Reads the topic to its end. Only after the producer's {@code initTransactions}: before it, an older incarnation
     * could still commit behind our back.
     *
     * @param consumer reads committed records only, belongs to no group
     */
    static PositionLog read(Consumer<byte[], byte[]> consumer, TopicNames topics) {
        TopicPartition partition = new TopicPartition(topics.position(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        byte[] positionKey = topics.migration().getBytes(StandardCharsets.UTF_8);
        Position position = null;
        Set<RowKey> rereads = new LinkedHashSet<>();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofSeconds(1))) {
                if (Arrays.equals(row.key(), positionKey)) {
                    position = Position.fromJson(row.value());
                } else if (row.value() == null) {
                    rereads.remove(RowKey.ofEntry(row.key()));
                } else {
                    rereads.add(RowKey.ofEntry(row.key()));
                }
            }
        }
        return new PositionLog(position, rereads);
    }
}
