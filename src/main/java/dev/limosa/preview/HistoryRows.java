package dev.limosa.preview;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.config.RefusedException;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicTail;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each row that a history topic holds up to where it ends now. The topic is read twice: to find
 * out which record is a row's newest, and to give those. Takes about 150 bytes of memory a row. For one thread.
 */
final class HistoryRows implements Rows {

    private final Consumer<byte[], byte[]> consumer;
    private final TopicTail tail;
    /** By partition: key → offset. */
    private final Map<TopicPartition, Map<ByteBuffer, Long>> newest = new HashMap<>();

    /** @param sample how many rows at most; the same ones each time, as long as the topic stays as it is */
    HistoryRows(KafkaClients kafka, String topic, long sample) {
        // To ask for a topic that is not there must not make one.
        consumer = kafka.consumer(Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
        try {
            List<TopicPartition> partitions = partitions(topic);
            partitions.forEach(partition -> newest.put(partition, new HashMap<>()));
            tail = TopicTail.fromBeginning(consumer, partitions);
            for (ConsumerRecord<byte[], byte[]> record = tail.next(); record != null; record = tail.next()) {
                note(record);
            }
            if (sample != ALL) {
                keep(sample);
            }
            tail.rewind();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = TopicTail.partitions(consumer, topic);
        if (partitions.isEmpty()) {
            throw new RefusedException("cannot read history: expected topic '" + topic
                    + "', found none; start the migration, or leave out --from history");
        }
        return partitions;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        Map<ByteBuffer, Long> rows = rows(record);
        EventHeader event = RecordHeaders.event(record.headers());
        if (event == null) {
            Barrier barrier = RecordHeaders.barrier(record.headers());
            if (barrier != null && barrier.type() == Barrier.Type.TRUNCATE) {
                rows.clear();
            }
            return;
        }
        switch (event.kind()) {
            case READ, CREATE, UPDATE -> rows.put(ByteBuffer.wrap(record.key()), record.offset());
            case DELETE -> rows.remove(ByteBuffer.wrap(record.key()));
            case SKIP, OPEN -> {
                // What the row is now comes with a later record; until then it is what it was.
            }
        }
    }

    private Map<ByteBuffer, Long> rows(ConsumerRecord<byte[], byte[]> record) {
        return requireNonNull(newest.get(partition(record)));
    }

    /** Those whose keys' hashes fall into as large a part of all hashes. */
    private void keep(long sample) {
        long all = newest.values().stream().mapToLong(Map::size).sum();
        if (all > sample) {
            double part = (double) sample / all;
            newest.values().forEach(rows -> rows.keySet().removeIf(key -> place(key.array()) >= part));
        }
    }

    /** Somewhere from 0 to 1, the same for the same key. */
    private static double place(byte[] key) {
        long hash = Arrays.hashCode(key) * 0x9e3779b97f4a7c15L;
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        return ((hash ^ hash >>> 32) >>> 11) * 0x1.0p-53;
    }

    @Override
    public byte @Nullable [] next() {
        for (ConsumerRecord<byte[], byte[]> record = tail.next(); record != null; record = tail.next()) {
            if (record.key() != null && isNewest(record)) {
                byte[] envelope = record.value();
                return Arrays.copyOfRange(envelope, ChangeEvent.after(envelope), envelope.length);
            }
        }
        return null;
    }

    private boolean isNewest(ConsumerRecord<byte[], byte[]> record) {
        Long offset = rows(record).get(ByteBuffer.wrap(record.key()));
        return offset != null && offset == record.offset();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
