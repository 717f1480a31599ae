package dev.limosa.openrow;

import dev.limosa.config.MigrationConfig;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Looks into a migration's dead letter topic. */
final class DeadLetters {

    private static final String ORIGIN = "limosa.origin";

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
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (Arrays.equals(key, record.key()) && isFrom(record, row.historyTopic())) {
                        letters.add(letter(record));
                    }
                }
            }
        }
        return letters;
    }

    private static boolean isFrom(ConsumerRecord<byte[], byte[]> record, String historyTopic) {
        Header origin = record.headers().lastHeader(ORIGIN);
        return origin != null && text(origin.value()).startsWith(historyTopic + ":");
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : List.of("limosa.stage", "limosa.error", "limosa.generation", ORIGIN)) {
            Header header = record.headers().lastHeader(name);
            if (header != null) {
                headers.put(name, text(header.value()));
            }
        }
        return new DeadLetter(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()).toString(),
                headers,
                record.value() == null ? null : text(record.value()));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
