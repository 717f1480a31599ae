package dev.limosa.openrow;

import dev.limosa.config.MigrationConfig;
import dev.limosa.topics.DeadLetterHeaders;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks into a migration's dead letter topic. */
final class DeadLetters {

    private final KafkaClients kafka;
    private final String topic;

    DeadLetters(MigrationConfig config) {
        kafka = new KafkaClients(config.kafka());
        topic = new TopicNames(config.migration()).deadLetters();
    }

    /** All that were written for that key of that table, oldest first. Reads the topic once from end to end. */
    List<DeadLetter> of(OpenRow row) {
        byte[] key = row.key().getBytes(StandardCharsets.UTF_8);
        List<DeadLetter> letters = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer(Map.of())) {
            TopicTail.fromBeginning(consumer, TopicTail.partitions(consumer, topic))
                    .forEach(record -> {
                        DeadLetterHeaders headers = DeadLetterHeaders.of(record.headers());
                        if (headers != null && headers.isFrom(row.historyTopic()) && Arrays.equals(key, record.key())) {
                            letters.add(letter(record, headers));
                        }
                    });
        }
        return letters;
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, DeadLetterHeaders headers) {
        return new DeadLetter(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()).toString(),
                headers,
                record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8));
    }
}
