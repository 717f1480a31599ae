package dev.limosa.preview;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.ChainChoice;
import dev.limosa.config.TransformStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a table's configuration alone says of its columns: each one that a step or an output names is taken for a text
 * column of the source, unless an earlier step made it. For one use.
 */
final class OfflineTable {

    private final TableConfig config;
    /** Source columns, in the order they are first named. */
    private final Set<String> columns = new LinkedHashSet<>();
    /** Those of them whose text is looked at. */
    private final Set<String> texts = new LinkedHashSet<>();
    /** A column's name after the steps so far → the source's. */
    private Map<String, String> sources = new LinkedHashMap<>();

    OfflineTable(TableConfig config) {
        this.config = config;
        config.transforms().forEach(this::step);
        Set<String> outputs = new LinkedHashSet<>();
        config.outputs().forEach(output -> outputs.add(output.name()));
        for (OutputConfig output : config.outputs()) {
            for (String name : named(output)) {
                if (!outputs.contains(name) || output.name().equals(name)) {
                    texts.add(source(name));
                }
            }
        }
    }

    /** Everything an output takes its values from: columns and other outputs. */
    static List<String> named(OutputConfig output) {
        List<String> names = new ArrayList<>(output.from());
        ChainChoice choice = choice(output.emit());
        if (choice != null && choice.by() != null) {
            names.add(choice.by());
        }
        return names;
    }

    private static @Nullable ChainChoice choice(OutputConfig.Emit emit) {
        if (emit instanceof OutputConfig.Tokens tokens) {
            return tokens.chain();
        } else if (emit instanceof OutputConfig.Keywords keywords) {
            return keywords.chain();
        } else if (emit instanceof OutputConfig.Simhash simhash) {
            return simhash.chain();
        }
        return emit instanceof OutputConfig.Count count ? count.chain() : null;
    }

    private void step(TransformStep step) {
        if (step instanceof TransformStep.Text text) {
            text.columns().forEach(name -> texts.add(source(name)));
        } else if (step instanceof TransformStep.Drop drop) {
            drop.columns().forEach(this::source);
        } else if (step instanceof TransformStep.Rename rename) {
            rename(rename.names());
        } else if (step instanceof TransformStep.Copy copy) {
            new TreeMap<>(copy.names()).forEach((from, to) -> sources.put(to, source(from)));
        }
    }

    private void rename(Map<String, String> names) {
        new TreeMap<>(names).keySet().forEach(this::source);
        Map<String, String> renamed = new LinkedHashMap<>();
        sources.forEach((name, source) -> renamed.put(names.getOrDefault(name, name), source));
        sources = renamed;
    }

    private String source(String name) {
        String known = sources.get(name);
        if (known != null) {
            return known;
        }
        columns.add(name);
        sources.put(name, name);
        return name;
    }

    Set<String> texts() {
        return texts;
    }

    /** Without a key. */
    TableSchema schema() {
        List<Column> texts =
                columns.stream().map(name -> new Column(name, "text", true)).toList();
        return new TableSchema(config.table(), 1, texts, List.of());
    }

    /** The source's column that a column of that name after the transforms is made of. */
    String sourceOf(String name) {
        return sources.getOrDefault(name, name);
    }
}
