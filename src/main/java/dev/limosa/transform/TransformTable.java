package dev.limosa.transform;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableSchema;
import org.jspecify.annotations.Nullable;

/**
 * One table of a generation, from its history topic to its output topic.
 *
 * @param schema the source's columns as they are in this generation
 * @param transform what becomes of its rows; each thread takes an instance of its own
 * @param sink where its rows go; its columns must be those the transform makes, in that order
 * @param terms where the counts of its terms go; null: they are not counted
 */
public record TransformTable(TableSchema schema, RowTransform transform, SinkTable sink, @Nullable TermTable terms) {

    String historyTopic() {
        return sink.historyTopic();
    }

    String outputTopic() {
        return sink.outputTopic();
    }

    boolean ordered() {
        return sink.apply() == ApplyMode.ORDERED;
    }
}
