package dev.limosa.config;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.TableId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One migration, as {@code migration.yaml} describes it.
 *
 * @param migration its name: begins every topic's name and tells migrations apart in both databases
 * @param partitions how many partitions each history topic has; fixed with the first record
 */
public record MigrationConfig(
        String migration,
        DatabaseConfig source,
        DatabaseConfig target,
        KafkaConfig kafka,
        int partitions,
        List<TableConfig> tables,
        TextConfig text,
        CaptureConfig capture,
        TransformConfig transform,
        SinkConfig sink,
        AdminConfig admin) {

    /** What its name may be, as a pattern: it begins names in Kafka and in both databases. */
    public static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

    public MigrationConfig {
        tables = List.copyOf(tables);
    }

    /** The same migration with other tables. */
    public MigrationConfig withTables(List<TableConfig> others) {
        return new MigrationConfig(
                migration, source, target, kafka, partitions, others, text, capture, transform, sink, admin);
    }

    public TableConfig table(TableId id) {
        return tables.stream()
                .filter(t -> t.table().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cannot find table " + id + " in the configuration"));
    }

    public record DatabaseConfig(String url, String user, String password) {
        @Override
        public String toString() {
            return "DatabaseConfig[user=" + user + ", password=***]";
        }
    }

    /** @param properties handed to every Kafka client as they stand; some are secrets, so none is printed */
    public record KafkaConfig(String bootstrapServers, Map<String, String> properties) {
        public KafkaConfig {
            properties = Map.copyOf(properties);
        }

        @Override
        public String toString() {
            return "KafkaConfig[bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet() + "]";
        }
    }

    /**
     * One table and what becomes of it.
     *
     * @param to the target table; the source's own name unless set
     * @param apply found from the table's constraints unless set
     * @param transforms applied in this order
     * @param where rows that don't match are not in the target
     * @param outputs what the text engine adds to each row, in this order
     * @param statistics what is counted over its rows; null: nothing
     */
    public record TableConfig(
            TableId table,
            TableId to,
            @Nullable ApplyMode apply,
            List<TransformStep> transforms,
            @Nullable RowFilter where,
            List<OutputConfig> outputs,
            @Nullable TermStatistics statistics) {

        /** One whose terms are not counted. */
        public TableConfig(
                TableId table,
                TableId to,
                @Nullable ApplyMode apply,
                List<TransformStep> transforms,
                @Nullable RowFilter where,
                List<OutputConfig> outputs) {
            this(table, to, apply, transforms, where, outputs, null);
        }

        public TableConfig {
            transforms = List.copyOf(transforms);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * @param slot the replication slot, {@code publication} the publication; both are made if missing
     * @param chunkRows how many rows a snapshot chunk holds at most
     * @param chunkBytes at how many bytes of text it ends earlier
     * @param watermarkMs how often a barrier is sent
     * @param properties handed to Debezium as they stand; some may be secrets, so none is printed
     */
    public record CaptureConfig(
            String slot,
            String publication,
            int chunkRows,
            int chunkBytes,
            int watermarkMs,
            Map<String, String> properties) {
        public CaptureConfig {
            properties = Map.copyOf(properties);
        }

        @Override
        public String toString() {
            return "CaptureConfig[slot=" + slot + ", publication=" + publication + ", chunkRows=" + chunkRows
                    + ", chunkBytes=" + chunkBytes + ", watermarkMs=" + watermarkMs + ", properties="
                    + properties.keySet() + "]";
        }
    }

    public record TransformConfig(int threads, int commitIntervalMs) {}

    /** @param orderedMemoryBytes how much of an ordered group's rows waits in memory, the rest in a file */
    public record SinkConfig(int tasks, int maxPollRecords, int orderedMemoryBytes) {}

    /** @param port 0 = any free one, -1 = no HTTP at all */
    public record AdminConfig(String host, int port) {}
}
