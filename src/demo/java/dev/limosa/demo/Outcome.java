package dev.limosa.demo;

import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.TopicNames;
import dev.limosa.transform.RowTransform;
import dev.limosa.verify.ComparedTable;
import dev.limosa.verify.ComparisonResult;
import dev.limosa.verify.TableComparison;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at the finished migration from outside: rows, audit logs and dead letters. */
final class Outcome {

    private static final int EXAMPLES = 5;

    private final MigrationConfig config;
    private final TextEngine text;

    Outcome(Path migration) {
        config = ConfigFile.read(migration);
        text = TextEngine.of(config.text());
    }

    List<ComparisonResult> compare() throws SQLException {
        List<ComparisonResult> results = new ArrayList<>();
        try (Connection source = Databases.connect(config.source(), "demo-compare");
                Connection target = Databases.connect(config.target(), "demo-compare")) {
            for (TableConfig table : config.tables()) {
                results.add(new TableComparison(compared(table, source, target), EXAMPLES).run(source, target));
            }
        }
        return results;
    }

    AuditComparison.Result audit() throws SQLException {
        AuditComparison.Result sum = new AuditComparison.Result(0, 0);
        try (Connection source = Databases.connect(config.source(), "demo-audit");
                Connection target = Databases.connect(config.target(), "demo-audit")) {
            for (TableConfig table : config.tables()) {
                sum = sum.plus(new AuditComparison(compared(table, source, target)).run(source, target));
            }
        }
        return sum;
    }

    private ComparedTable compared(TableConfig table, Connection source, Connection target) throws SQLException {
        TableSchema from = Catalog.schema(source, table.table());
        TableSchema to = Catalog.schema(target, table.to());
        RowTransform transform = RowTransform.compile(from, table, text);
        return new ComparedTable(from, false, to, transform::apply);
    }

    /** The tables as they are called in the target. */
    List<TableId> targets() {
        return config.tables().stream().map(TableConfig::to).toList();
    }

    /** Committed records of the dead letter queue. */
    long deadLetters() {
        String topic = new TopicNames(config.migration()).deadLetters();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", config.kafka().bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (!consumer.listTopics().containsKey(topic)) {
                return 0;
            }
            Set<TopicPartition> partitions = IntStream.range(
                            0, consumer.partitionsFor(topic).size())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return countToEnd(consumer, partitions);
        }
    }

    private static long countToEnd(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long count = 0;
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            count += consumer.poll(Duration.ofMillis(100)).count();
        }
        return count;
    }
}
