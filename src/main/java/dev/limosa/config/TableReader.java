package dev.limosa.config;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code tables}. */
final class TableReader {

    /** Stands for a table whose name can't be read. */
    static final TableId NO_TABLE = new TableId("?", "?");

    private TableReader() {}

    static TableConfig read(YamlNode node, References references) {
        if (!node.isMap()) {
            return new TableConfig(NO_TABLE, NO_TABLE, null, List.of(), null, List.of());
        }
        TableId table = node.parsed("table", NO_TABLE, TableId::parse);
        TableId to = node.has("to") ? node.parsed("to", NO_TABLE, TableId::parse) : table;
        TableConfig config = new TableConfig(
                table,
                to,
                apply(node),
                transforms(node, references),
                where(node),
                OutputReader.read(node, references),
                statistics(node, to));
        node.refuseUnknownKeys();
        return config;
    }

    private static @Nullable ApplyMode apply(YamlNode node) {
        return node.has("apply") ? node.label("apply", ApplyMode.PARALLEL) : null;
    }

    private static List<TransformStep> transforms(YamlNode table, References references) {
        List<TransformStep> steps = new ArrayList<>();
        for (YamlNode node : table.list("transforms")) {
            if (node.keys().size() != 1) {
                node.problem("expected one step such as {trim: [column]}, found " + node.keys());
            } else {
                step(node, node.keys().get(0), references, steps);
            }
        }
        return steps;
    }

    private static void step(YamlNode node, String name, References references, List<TransformStep> steps) {
        switch (name) {
            case "rename" -> steps.add(new TransformStep.Rename(names(node, name)));
            case "copy" -> steps.add(new TransformStep.Copy(names(node, name)));
            case "drop" -> steps.add(new TransformStep.Drop(columns(node, name)));
            default -> textStep(node, name, references, steps);
        }
    }

    private static void textStep(YamlNode node, String name, References references, List<TransformStep> steps) {
        TextFunction function = TextStepReader.function(name);
        if (function == null) {
            List<String> known = new ArrayList<>(List.of("rename", "copy", "drop"));
            known.addAll(Labels.of(TextFunction.class));
            node.problem("unknown transform '" + YamlNode.shown(name) + "'; " + Suggestion.among(name, known));
        } else if (node.holdsMap(name) && !function.parameters().isEmpty()) {
            YamlNode parameters = node.map(name);
            List<String> columns = columns(parameters, "columns");
            steps.add(new TransformStep.Text(
                    new TextStepReader(references).step(parameters, function, node.place()), columns));
        } else if (function.needsParameters()) {
            node.problem(TextStepReader.missing(function, name + ": {columns: [column]"));
        } else {
            steps.add(new TransformStep.Text(new TextStep(function, Map.of(), node.place()), columns(node, name)));
        }
    }

    private static List<String> columns(YamlNode step, String name) {
        List<YamlNode> nodes = step.list(name);
        if (nodes.isEmpty()) {
            step.problem("expected at least one column under '" + step.pathOf(name) + "', found none");
        }
        return nodes.stream().map(TableReader::column).toList();
    }

    private static String column(YamlNode node) {
        String column = node.text();
        if (column.isEmpty()) {
            node.problem("expected a column's name, found none");
        }
        return column;
    }

    private static Map<String, String> names(YamlNode step, String name) {
        Map<String, String> names = step.map(name).entries();
        if (names.isEmpty() || names.containsKey("") || names.containsValue("")) {
            step.problem("expected a map such as {old_name: new_name} under '" + step.pathOf(name) + "'");
        }
        return names;
    }

    private static @Nullable RowFilter where(YamlNode table) {
        if (!table.has("where")) {
            return null;
        }
        YamlNode node = table.map("where");
        List<String> in = node.texts("in");
        List<String> notIn = node.texts("not-in");
        if (in.isEmpty() == notIn.isEmpty()) {
            node.problem("expected either 'in' or 'not-in' with at least one value, found "
                    + (in.isEmpty() ? "neither" : "both"));
        }
        RowFilter filter = new RowFilter(node.text("column"), in.isEmpty() ? notIn : in, in.isEmpty());
        node.refuseUnknownKeys();
        return filter;
    }

    private static @Nullable TermStatistics statistics(YamlNode table, TableId target) {
        if (!table.has("statistics")) {
            return null;
        }
        YamlNode node = table.map("statistics");
        TableId otherwise = new TableId(target.schema(), target.name() + "_terms");
        TermStatistics statistics = new TermStatistics(
                node.text("from"),
                node.textOrNull("language"),
                node.has("to") ? node.parsed("to", NO_TABLE, TableId::parse) : otherwise,
                node.place());
        node.refuseUnknownKeys();
        return statistics;
    }
}
