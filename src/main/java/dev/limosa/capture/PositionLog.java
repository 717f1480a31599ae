package dev.limosa.capture;

import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.MigrationIdentity;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicTail;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What capture keeps in the position topic: the position, and the keys that wait to be read again.
 *
 * @param position null before anything was captured
 * @param rereads rows that wait to be read again, in the order they were asked for
 */
record PositionLog(@Nullable CapturePosition position, Set<RowKey> rereads) {

    /** The key of the mark that each incarnation begins with. No migration's name has a slash. */
    static final byte[] OPENING = "opening/".getBytes(StandardCharsets.UTF_8);

    /**
     * Reads the topic to its end, and to the mark of {@link HistoryWriter#open} at least: before it, an older
     * incarnation could still commit behind our back.
     *
     * @param consumer reads committed records only, belongs to no group
     * @param mark the mark's offset
     */
    static PositionLog read(Consumer<byte[], byte[]> consumer, TopicNames topics, long mark) {
        byte[] positionKey = CapturePosition.key(topics);
        AtomicReference<ConsumerRecord<byte[], byte[]>> newest = new AtomicReference<>();
        Set<RowKey> rereads = new LinkedHashSet<>();
        TopicPartition partition = new TopicPartition(topics.position(), 0);
        TopicTail tail = TopicTail.fromBeginning(consumer, List.of(partition)).through(partition, mark);
        tail.forEach(row -> {
            if (Arrays.equals(row.key(), positionKey)) {
                newest.set(row);
            } else if (MigrationIdentity.isKey(row.key()) || Arrays.equals(row.key(), OPENING)) {
                // The one is compared before any stage starts, the other says nothing.
                return;
            } else if (row.value() == null) {
                rereads.remove(RowKey.ofEntry(row.key()));
            } else {
                rereads.add(RowKey.ofEntry(row.key()));
            }
        });
        ConsumerRecord<byte[], byte[]> position = newest.get();
        return new PositionLog(position == null ? null : CapturePosition.of(position), rereads);
    }
}
