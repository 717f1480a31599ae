package dev.limosa.capture;

import dev.limosa.change.Barrier;
import dev.limosa.change.Column;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.TableId;
import dev.limosa.change.Tally;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SourceCatalog;
import dev.limosa.jdbc.Sql;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.ChangeEvent;
import dev.limosa.topics.CopyTextRow;
import dev.limosa.topics.JsonRow;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Plays a history topic into a map, and notes whatever a stage behind it would have to stop at. */
final class HistoryReplay {

    private final TreeMap<String, String> rows = new TreeMap<>();
    private final Set<String> open = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Long> sequences = new HashSet<>();
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private final Map<Integer, Long> watermarks = new HashMap<>();
    private final Set<Long> truncates = new HashSet<>();
    private int opened;

    static HistoryReplay read(MigrationConfig config, TableId table) {
        HistoryReplay replay = new HistoryReplay();
        String topic = new TopicNames(config.migration()).history(table);
        try (Consumer<byte[], byte[]> consumer = new KafkaClients(config.kafka()).consumer(Map.of())) {
            List<TopicPartition> partitions = IntStream.range(0, config.partitions())
                    .mapToObj(p -> new TopicPartition(topic, p))
                    .toList();
            // One partition after the other: a key never changes its partition, so keys keep their order.
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(500)).forEach(replay::accept);
                }
            }
        }
        replay.open.forEach(key -> replay.problems.add("still open: " + key));
        replay.requireNoGap();
        return replay;
    }

    private void requireNoGap() {
        for (long n = 1; n <= sequences.size() + truncates.size(); n++) {
            if (!sequences.contains(n) && !truncates.contains(n)) {
                problems.add("sequence " + n + " is missing");
            }
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> row) {
        Tally tally = tallies.computeIfAbsent(row.partition(), p -> new Tally());
        Barrier barrier = RecordHeaders.barrier(row.headers());
        if (barrier != null) {
            barrier(row, barrier, tally);
        } else {
            event(row, RecordHeaders.event(row.headers()), tally);
        }
    }

    private void barrier(ConsumerRecord<byte[], byte[]> row, Barrier barrier, Tally tally) {
        if (!tally.agreesWith(barrier)) {
            problems.add("tally differs at " + row.topic() + "-" + row.partition() + "@" + row.offset());
        }
        tally.clear();
        if (barrier.type() == Barrier.Type.TRUNCATE) {
            truncates.add(barrier.sequence());
            rows.entrySet().removeIf(e -> e.getValue().startsWith(row.partition() + " "));
        } else if (barrier.snapshotDone()) {
            watermarks.put(row.partition(), barrier.watermark());
        }
    }

    private void event(ConsumerRecord<byte[], byte[]> row, EventHeader header, Tally tally) {
        if (header.ordinal() != tally.count()) {
            problems.add("ordinal jumps at " + row.topic() + "-" + row.partition() + "@" + row.offset());
        }
        if (!sequences.add(header.sequence())) {
            problems.add("sequence " + header.sequence() + " came twice");
        }
        tally.add(header.sequence());
        String key = new String(row.key(), StandardCharsets.UTF_8);
        if (header.kind() == Kind.OPEN) {
            opened++;
            open.add(key);
        } else {
            open.remove(key);
            apply(row, key, header.kind());
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> row, String key, Kind kind) {
        if (kind == Kind.DELETE) {
            rows.remove(key);
        } else {
            int after = ChangeEvent.after(row.value());
            int end = new JsonRow().read(row.value(), after).end();
            rows.put(key, row.partition() + " " + new String(row.value(), after, end - after, StandardCharsets.UTF_8));
        }
    }

    /** Key → row, both as JSON. */
    Map<String, String> rows() {
        Map<String, String> plain = new TreeMap<>();
        rows.forEach((key, value) -> plain.put(key, value.substring(value.indexOf(' ') + 1)));
        return plain;
    }

    List<String> problems() {
        return problems;
    }

    int opened() {
        return opened;
    }

    /** The newest watermark that all partitions have with the whole snapshot before it, or 0. */
    static long provenWatermark(MigrationConfig config, TableId table) {
        HistoryReplay replay = read(config, table);
        return replay.watermarks.size() < config.partitions() || !replay.open.isEmpty()
                ? 0
                : replay.watermarks.values().stream().mapToLong(w -> w).min().orElse(0);
    }

    static long newestWatermark(Connection source, String migration) throws Exception {
        Databases.prepareSource(source);
        try (PreparedStatement query = source.prepareStatement(
                "SELECT coalesce(max(number), 0) FROM limosa.watermark WHERE migration = ? AND kind = 'barrier'")) {
            query.setString(1, migration);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The table's rows in the form history has them. */
    static Map<String, String> table(Connection ignored, TableId table) throws Exception {
        try (Connection source = Databases.connect(
                new MigrationConfig.DatabaseConfig(ignored.getMetaData().getURL(), "postgres", ""), "test")) {
            TableDescription description = new SourceCatalog(source).describe(table);
            List<Column> columns = description.schema().columns();
            CopyTextRow converter =
                    new CopyTextRow(columns, description.schema().key());
            CopyOut copy = source.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT "
                            + Sql.quoteAll(columns.stream().map(Column::name).toList()) + " FROM "
                            + Sql.quote(table) + ") TO STDOUT");
            Map<String, String> rows = new TreeMap<>();
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                JsonWriter key = new JsonWriter();
                JsonWriter row = new JsonWriter();
                converter.key(line, 0, line.length - 1, key);
                converter.row(line, 0, line.length - 1, row);
                rows.put(
                        new String(key.toByteArray(), StandardCharsets.UTF_8),
                        new String(row.toByteArray(), StandardCharsets.UTF_8));
            }
            return rows;
        }
    }
}
