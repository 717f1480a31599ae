package dev.limosa.preview;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.JsonRow;
import dev.limosa.transform.RowTransform;
import dev.limosa.transform.TransformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two makings of a table's rows, with the row it has made last. For one thread. */
final class Side {

    enum Outcome {
        MADE,
        FILTERED,
        FAILED
    }

    /** Of an output that the table does not have: it would only get in its way. */
    private static final String LANGUAGE = "limosa.language";

    private final RowTransform transform;
    private final Map<String, OutputConfig> outputs = new LinkedHashMap<>();
    private final List<String> columns;
    private final JsonRow row = new JsonRow();
    private int language = -1;

    Side(TableSchema schema, TableConfig table, TextEngine text) {
        table.outputs().forEach(output -> outputs.put(output.name(), output));
        TableConfig run = hasLanguage(table) ? table : withLanguage(schema, table, text);
        transform = RowTransform.compile(schema, run, text);
        columns = new ArrayList<>(
                transform.targetColumns().stream().map(Column::name).toList());
        for (OutputConfig output : run.outputs()) {
            if (output.emit() instanceof OutputConfig.Language && language < 0) {
                language = columns.indexOf(output.name());
            }
        }
        columns.remove(LANGUAGE);
    }

    /** Whether it says itself which language a row is in. */
    private static boolean hasLanguage(TableConfig table) {
        return table.outputs().stream()
                .anyMatch(output -> output.column() && output.emit() instanceof OutputConfig.Language);
    }

    /** The same table with one output more, of all that its outputs are made of; as it is if it has none. */
    private static TableConfig withLanguage(TableSchema schema, TableConfig table, TextEngine text) {
        RowTransform plain = RowTransform.compile(schema, table, text);
        if (plain.outputs() == null) {
            return table;
        }
        List<OutputConfig> outputs = new ArrayList<>(table.outputs());
        OutputConfig.Language all = new OutputConfig.Language(List.of(), "other");
        outputs.add(new OutputConfig(LANGUAGE, plain.outputs().inputs(), all, true, ""));
        return new TableConfig(table.table(), table.to(), table.apply(), table.transforms(), table.where(), outputs);
    }

    /** The target's columns. */
    List<String> columns() {
        return columns;
    }

    /** The target's columns that are made, and tokens. */
    @Nullable
    OutputConfig tokens(String column) {
        OutputConfig output = outputs.get(column);
        return output != null && TokenLists.has(output) ? output : null;
    }

    Outcome make(byte[] source) {
        try {
            byte[] made = transform.apply(source);
            if (made == null) {
                return Outcome.FILTERED;
            }
            row.read(made, 0);
            return Outcome.MADE;
        } catch (TransformException e) {
            return Outcome.FAILED; // Counted, and the row is named: in the migration it would stay open.
        }
    }

    JsonRow row() {
        return row;
    }

    /** The language of the row made last; null if nobody tells. */
    @Nullable
    String language() {
        return language < 0 ? null : row.text(language);
    }
}
