package dev.limosa.transform;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.TermStatistics;
import dev.limosa.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table that says in how many rows of another each term occurs.
 *
 * @param terms which ones a row has
 * @param sink where the counts go; what it names as its history is the topic between the two halves of the statistics
 */
public record TermTable(RowTerms terms, SinkTable sink) {

    private static final List<Column> COLUMNS = List.of(
            new Column("language", "text", false),
            new Column("term", "text", false),
            new Column("documents", "bigint", false));
    private static final List<String> KEY = List.of("language", "term");
    private static final int FINGERPRINT_BYTES = 8;

    /**
     * @param rowsFingerprint of what makes the rows that are counted
     * @return null if the table has no statistics
     */
    public static @Nullable SinkTable sink(
            TableConfig table, TopicNames topics, int generation, int partitions, String rowsFingerprint) {
        TermStatistics statistics = table.statistics();
        if (statistics == null) {
            return null;
        }
        return new SinkTable(
                statistics.to(),
                statistics.to(),
                topics.termsChannel(generation, table.table()),
                partitions,
                topics.output(generation, statistics.to()),
                ApplyMode.PARALLEL,
                COLUMNS,
                KEY,
                List.of(),
                fingerprint(rowsFingerprint, statistics));
    }

    /** Other rows make other counts, and so do other columns of the same rows. */
    private static String fingerprint(String rows, TermStatistics statistics) {
        String all = rows + '\0' + statistics.from() + '\0' + statistics.language();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("BUG: every Java has SHA-256", e);
        }
    }

    TermNodes nodes(TableId counted) {
        return new TermNodes(counted, sink.historyTopic());
    }
}
