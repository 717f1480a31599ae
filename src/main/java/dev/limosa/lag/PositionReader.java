package dev.limosa.lag;

import dev.limosa.lag.CapturedView.SnapshotProgress;
import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicTail;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Follows the position topic. For one thread. */
public final class PositionReader implements AutoCloseable {

    /** Enough to hold a position beside the transaction markers and rereads around it. */
    private static final long TAIL = 50;

    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final byte[] key;
    private boolean begun;
    private @Nullable CapturedView newest;

    /** @param consumer reads committed records, belongs to no group, makes no topics; closed with this */
    public PositionReader(Consumer<byte[], byte[]> consumer, TopicNames topics) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topics.position(), 0);
        this.key = CapturePosition.key(topics);
    }

    /**
     * The newest position, or null if nothing was ever captured.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka can't be reached
     */
    public @Nullable CapturedView read() {
        if (!begun && !begin()) {
            return null;
        }
        TopicTail.fromPosition(consumer, SILENCE).atMost(TAIL).forEach(this::accept);
        return newest;
    }

    private boolean begin() {
        if (consumer.partitionsFor(partition.topic()).isEmpty()) {
            return false;
        }
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        begun = true;
        return true;
    }

    private void accept(ConsumerRecord<byte[], byte[]> row) {
        if (Arrays.equals(row.key(), key) && row.value() != null) {
            newest = view(CapturePosition.of(row));
        }
    }

    private static CapturedView view(CapturePosition position) {
        Map<String, SnapshotProgress> snapshots = new HashMap<>();
        position.snapshots()
                .forEach((table, snapshot) ->
                        snapshots.put(table, new SnapshotProgress(snapshot.rows(), snapshot.done())));
        return new CapturedView(position.sequence(), position.watermark(), position.watermarkAtMicros(), snapshots);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
