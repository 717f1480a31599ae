package dev.limosa.scenario;

import dev.limosa.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a history topic holds of a table whose key is {@code id}, byte by byte. */
final class HistoryValues {

    private static final Pattern AFTER =
            Pattern.compile("\"after\":\\{\"id\":(\\d+),(.*)},\"source\":", Pattern.DOTALL);

    private final Map<Integer, String> rows = new TreeMap<>();
    private final List<String> open = new ArrayList<>();

    private HistoryValues() {}

    static HistoryValues read(String bootstrapServers, String topic) {
        HistoryValues values = new HistoryValues();
        records(bootstrapServers, topic).forEach(values::accept);
        return values;
    }

    /** All that a topic holds now. */
    static List<ConsumerRecord<byte[], byte[]>> records(String bootstrapServers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
        }
        return records;
    }

    private void accept(ConsumerRecord<byte[], byte[]> event) {
        if (event.key() == null) {
            return;
        }
        if (event.headers().lastHeader(RecordHeaders.OPEN) != null) {
            open.add(new String(event.key(), StandardCharsets.UTF_8));
        }
        Matcher after = AFTER.matcher(new String(event.value(), StandardCharsets.UTF_8));
        if (after.find()) {
            rows.put(Integer.valueOf(after.group(1)), after.group(2));
        }
    }

    /** Key → the newest row's JSON without its key. */
    Map<Integer, String> rows() {
        return rows;
    }

    /** Keys of events that did not tell their row wholly. */
    List<String> open() {
        return open;
    }
}
