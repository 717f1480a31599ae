package dev.limosa.transform;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableSchema;
import dev.limosa.config.MigrationConfig.TableConfig;
import org.jspecify.annotations.Nullable;

/**
 * One table of a generation, from its history topic to its output topic.
 *
 * @param schema the source's columns as they are in this generation
 * @param sink where its rows go; its columns must be those the transform makes, in that order
 * @param terms where the counts of its terms go, by way of the topic it names as its history; null: they are not
 *     counted
 */
public record TransformTable(TableSchema schema, TableConfig config, SinkTable sink, @Nullable SinkTable terms) {

    /** One without term statistics. */
    public TransformTable(TableSchema schema, TableConfig config, SinkTable sink) {
        this(schema, config, sink, null);
    }

    String historyTopic() {
        return sink.historyTopic();
    }

    String outputTopic() {
        return sink.outputTopic();
    }

    /** Only of a table with statistics. */
    TermNodes termNodes() {
        return new TermNodes(schema.table(), requireNonNull(terms).historyTopic());
    }

    boolean ordered() {
        return sink.apply() == ApplyMode.ORDERED;
    }
}
