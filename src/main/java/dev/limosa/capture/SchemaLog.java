package dev.limosa.capture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.TableId;
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
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a schema version in an event's header stands for, kept beside history for whoever replays it: key
 * {@code schema.table/version}, value the {@link TableSchema} as JSON; and, as {@code schema.table/source}, what the
 * table was on the source.
 */
final class SchemaLog {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Ends the key of what a table was; a version is a number. */
    private static final String SOURCE = "/source";

    private final TopicPartition partition;
    private final Map<String, Known> sources = new HashMap<>();
    private final Map<String, TableSchema> known = new HashMap<>();

    /**
     * What a table was when it was looked at last.
     *
     * @param facts see {@link TableFacts}
     * @param run the first of its snapshots that has all rows, if changes were missed before
     */
    record Known(SortedSet<String> facts, int run) {}

    private SchemaLog(TopicPartition partition) {
        this.partition = partition;
    }

    static SchemaLog read(Consumer<byte[], byte[]> consumer, TopicNames topics) {
        SchemaLog log = new SchemaLog(new TopicPartition(topics.schemas(), 0));
        TopicTail.fromBeginning(consumer, List.of(log.partition)).forEach(row -> {
            String key = text(row.key());
            if (key.endsWith(SOURCE)) {
                log.sources.put(key, read(row.value(), Known.class));
            } else {
                log.known.put(key, read(row.value(), TableSchema.class));
            }
        });
        return log;
    }

    /** Null for a table that no session has looked at yet, or only one of a version that did not keep it. */
    @Nullable
    Known known(TableId table) {
        return sources.get(table + SOURCE);
    }

    /** The record that makes it known to later sessions. */
    ProducerRecord<byte[], byte[]> know(TableId table, Known now) {
        String key = table + SOURCE;
        sources.put(key, now);
        return record(key, now);
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
                records.add(record(key, schema));
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

    private ProducerRecord<byte[], byte[]> record(String key, Object value) {
        try {
            return new ProducerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    key.getBytes(StandardCharsets.UTF_8),
                    JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot write the schema " + key, e);
        }
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read a table's schema: was its topic written by another program?", e);
        }
    }
}
