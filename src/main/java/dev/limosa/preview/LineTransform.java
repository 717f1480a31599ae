package dev.limosa.preview;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.Format;
import dev.limosa.config.OutputConfig.Tokens;
import dev.limosa.config.Suggestion;
import dev.limosa.text.output.OutputGraph;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.JsonRow;
import dev.limosa.topics.JsonWriter;
import dev.limosa.transform.RowTransform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One output of one table, made of single texts: as it would be of a source row that holds the text in one column and
 * nothing in the others. Needs no database. For one thread.
 */
public final class LineTransform {

    private final OutputConfig output;
    private final RowTransform transform;
    private final List<String> columns;
    private final String column;
    private final int field;
    private final JsonWriter json = new JsonWriter();
    private final JsonRow row = new JsonRow();

    /**
     * @param name the output's
     * @param column the source column that a text stands for; null if there is only one that the output needs
     * @throws IllegalArgumentException if there is no such output or column
     * @throws InvalidConfigurationException if the table's steps and outputs do not fit together
     */
    public LineTransform(TableConfig table, TextEngine text, String name, @Nullable String column) {
        TableConfig only = alone(table, name);
        OfflineTable offline = new OfflineTable(only);
        TableSchema schema = offline.schema();
        this.transform = RowTransform.compile(schema, only, text);
        this.columns = schema.columns().stream().map(Column::name).toList();
        this.output = find(only, name);
        this.column = column(sources(offline, transform), column);
        this.field =
                transform.targetColumns().stream().map(Column::name).toList().indexOf(name);
    }

    /** How all outputs of a table are made; null if it has none. Needs no database. */
    public static @Nullable OutputGraph graph(TableConfig table, TextEngine text) {
        if (table.outputs().isEmpty()) {
            return null;
        }
        TableConfig whole = with(table, table.outputs());
        RowTransform transform = RowTransform.compile(new OfflineTable(whole).schema(), whole, text);
        return transform.outputs() == null ? null : transform.outputs().graph();
    }

    /** The table with this output and what it is made of; its tokens as an array, which can be read back. */
    private static TableConfig alone(TableConfig table, String name) {
        find(table, name);
        Set<String> needed = new LinkedHashSet<>(List.of(name));
        for (int before = 0; before < needed.size(); ) {
            before = needed.size();
            for (OutputConfig output : table.outputs()) {
                if (needed.contains(output.name())) {
                    needed.addAll(OfflineTable.named(output));
                }
            }
        }
        List<OutputConfig> outputs = new ArrayList<>();
        for (OutputConfig output : table.outputs()) {
            if (needed.contains(output.name())) {
                outputs.add(asArray(output, output.name().equals(name)));
            }
        }
        return with(table, outputs);
    }

    private static OutputConfig find(TableConfig table, String name) {
        List<String> known = table.outputs().stream().map(OutputConfig::name).toList();
        return table.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("table '" + table.table() + "' has no output '" + name
                        + "'; " + (known.isEmpty() ? "it has none at all" : Suggestion.among(name, known))));
    }

    private static OutputConfig asArray(OutputConfig output, boolean column) {
        OutputConfig.Emit emit =
                output.emit() instanceof Tokens tokens ? new Tokens(tokens.chain(), Format.ARRAY, "") : output.emit();
        return new OutputConfig(output.name(), output.from(), emit, column, output.place());
    }

    private static TableConfig with(TableConfig table, List<OutputConfig> outputs) {
        return new TableConfig(table.table(), table.to(), table.apply(), table.transforms(), null, outputs);
    }

    private static Set<String> sources(OfflineTable offline, RowTransform transform) {
        Set<String> sources = new TreeSet<>();
        if (transform.outputs() != null) {
            transform.outputs().inputs().forEach(input -> sources.add(offline.sourceOf(input)));
        }
        return sources;
    }

    private String column(Collection<String> sources, @Nullable String wanted) {
        if (wanted == null && sources.size() == 1) {
            return sources.iterator().next();
        }
        if (wanted == null) {
            throw new IllegalArgumentException("output '" + output.name() + "' is made of the columns " + sources
                    + ": expected one of them under --column, found none");
        }
        if (!sources.contains(wanted)) {
            throw new IllegalArgumentException("output '" + output.name() + "' is not made of a column '" + wanted
                    + "'; " + Suggestion.among(wanted, sources));
        }
        return wanted;
    }

    /** Whether the results are tokens. */
    public boolean makesTokens() {
        return TokenLists.has(output);
    }

    /**
     * @return null where the column would be null
     * @throws RuntimeException if the output can't be made of this text; its message holds nothing of the text
     */
    public @Nullable String apply(String text) {
        json.clear();
        for (int i = 0; i < columns.size(); i++) {
            json.raw(i == 0 ? '{' : ',').raw(JsonWriter.nameToken(columns.get(i)));
            json.string(columns.get(i).equals(column) ? text : null);
        }
        byte[] made = transform.apply(json.raw('}').toByteArray());
        if (made == null) {
            throw new IllegalStateException("BUG: a filter that was taken away kept a text out");
        }
        return row.read(made, 0).text(field);
    }

    /** As {@link #apply}, as the tokens that it is. */
    public List<String> tokens(String text) {
        return TokenLists.of(output, apply(text));
    }
}
