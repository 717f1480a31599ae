package dev.limosa.bench;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * How well the history compresses: one partition's records as a consumer gets them, against its segments on disk. Text
 * that compresses much better than people's would make everything behind it look cheap.
 */
final class HistoryTopic {

    static final double LARGEST_RATIO = 3.5;

    /** Lengths, time and offset differences and attributes of a record: the least that Kafka's format needs. */
    private static final int FRAME = 8;

    private final String bootstrapServers;
    private final Path brokerData;
    private final TopicPartition partition =
            new TopicPartition(new TopicNames(Proof.MIGRATION).history(new TableId("public", "documents")), 0);

    HistoryTopic(String bootstrapServers, Path brokerData) {
        this.bootstrapServers = bootstrapServers;
        this.brokerData = brokerData;
    }

    double compressionRatio() throws IOException {
        return (double) uncompressedBytes() / bytesOnDisk();
    }

    private long uncompressedBytes() {
        KafkaClients clients = new KafkaClients(new KafkaConfig(bootstrapServers, Map.of()));
        try (Consumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long bytes = 0;
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    bytes += size(record);
                }
            }
            return bytes;
        }
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = FRAME + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    private long bytesOnDisk() throws IOException {
        Path folder = brokerData.resolve(partition.toString());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
