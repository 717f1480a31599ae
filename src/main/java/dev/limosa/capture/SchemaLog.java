package dev.limosa.capture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.TableSchema;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The columns that a schema version in an event's header stands for, kept beside history for whoever replays it: key
 * {@code schema.table/version}, value the {@link TableSchema} as JSON.
 */
final class SchemaLog {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final TopicPartition partition;
    private final Map<String, TableSchema> known = new HashMap<>();

    private SchemaLog(TopicPartition partition) {
        this.partition = partition;
    }

    static SchemaLog read(Consumer<byte[], byte[]> consumer, TopicNames topics) {
        SchemaLog log = new SchemaLog(new TopicPartition(topics.schemas(), 0));
        TopicTail.fromBeginning(consumer, List.of(log.partition))
                .forEach(row -> log.known.put(text(row.key()), schema(row.value())));
        return log;
    }

    /**
     * The records that make all these schemas known.
     *
     * @throws CaptureException if a table's columns are no longer those that its events were written with
     */
    List<ProducerRecord<byte[], byte[]>> missing(Collection<TableSchema> schemas) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (TableSchema schema : schemas) {
            String key = schema.table() + "/" + schema.version();
            TableSchema stored = known.get(key);
            if (stored == null) {
                records.add(new ProducerRecord<>(
                        partition.topic(), partition.partition(), key.getBytes(StandardCharsets.UTF_8), json(schema)));
            } else if (!stored.equals(schema)) {
                throw new CaptureException("cannot capture table " + schema.table() + ": expected "
                        + stored.columns() + " with key " + stored.key() + ", found " + schema.columns() + " with key "
                        + schema.key() + "; a table's columns can't change while it is migrated: change them back");
            }
        }
        return records;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] json(TableSchema schema) {
        try {
            return JSON.writeValueAsBytes(schema);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot write the schema of " + schema.table(), e);
        }
    }

    private static TableSchema schema(byte[] json) {
        try {
            return JSON.readValue(json, TableSchema.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read a table's schema: was its topic written by another program?", e);
        }
    }
}
