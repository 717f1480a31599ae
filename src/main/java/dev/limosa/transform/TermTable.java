package dev.limosa.transform;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.TermStatistics;
import dev.limosa.topics.TopicNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table that says in how many rows of another each term occurs.
 *
 * @param terms which ones a row has
 * @param sink where the counts go; what it names as its history is the topic between the two halves of the statistics
 */
public record TermTable(RowTerms terms, SinkTable sink) {

    public static final Column LANGUAGE = new Column("language", "text", false);
    public static final Column TERM = new Column("term", "text", false);
    public static final Column DOCUMENTS = new Column("documents", "bigint", false);

    /**
     * @param columns of the table whose terms are counted, in the target
     * @param problems takes what does not fit
     * @return null if something does not fit, or the table has no statistics
     */
    public static @Nullable TermTable of(
            TableConfig table,
            List<Column> columns,
            TopicNames topics,
            int generation,
            int partitions,
            List<String> problems) {
        TermStatistics statistics = table.statistics();
        RowTerms terms = RowTerms.compile(table, columns, problems);
        if (statistics == null || terms == null) {
            return null;
        }
        return new TermTable(
                terms,
                new SinkTable(
                        statistics.to(),
                        statistics.to(),
                        topics.termsChannel(generation, table.table()),
                        partitions,
                        topics.output(generation, statistics.to()),
                        ApplyMode.PARALLEL,
                        List.of(LANGUAGE, TERM, DOCUMENTS),
                        List.of(LANGUAGE.name(), TERM.name()),
                        List.of()));
    }

    TermNodes nodes(TableId counted) {
        return new TermNodes(counted, sink.historyTopic());
    }
}
