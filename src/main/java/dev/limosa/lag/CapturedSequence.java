package dev.limosa.lag;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The number of the last event that capture has published, from the position topic. For one thread. */
final class CapturedSequence implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    /** Enough to hold a position beside the transaction markers and rereads around it. */
    private static final long TAIL = 50;

    private final KafkaConfig kafka;
    private final TopicPartition partition;
    private final byte[] key;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private long sequence;

    CapturedSequence(KafkaConfig kafka, TopicNames topics) {
        this.kafka = kafka;
        this.partition = new TopicPartition(topics.position(), 0);
        this.key = topics.migration().getBytes(StandardCharsets.UTF_8);
    }

    long read() {
        Consumer<byte[], byte[]> reader = consumer();
        long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (end - reader.position(partition) > TAIL) {
            reader.seek(partition, end - TAIL);
        }
        while (reader.position(partition) < end) {
            reader.poll(Duration.ofMillis(200)).forEach(this::accept);
        }
        return sequence;
    }

    private void accept(ConsumerRecord<byte[], byte[]> row) {
        if (Arrays.equals(row.key(), key) && row.value() != null) {
            try {
                sequence = JSON.readTree(row.value()).path("sequence").asLong();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read capture position at offset " + row.offset(), e);
            }
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> reader = consumer;
        if (reader == null) {
            reader = new KafkaClients(kafka).consumer(Map.of("default.api.timeout.ms", 5_000));
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            consumer = reader;
        }
        return reader;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
