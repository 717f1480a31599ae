package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.preview.LineTransform;
import dev.limosa.text.output.OutputGraph;
import dev.limosa.text.output.TextEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How the outputs are made of columns and of one another. */
@Command(
        name = "explain",
        description = {
            "Draw how each output is made, from its column in the target down to the columns it is read from.",
            "A step that several outputs need is run once a row; it is drawn once, and referred to by its number."
        },
        mixinStandardHelpOptions = true)
final class TransformExplainCommand implements Runnable {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private TablesOption tables = new TablesOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        MigrationConfig migration = config.read();
        List<TableConfig> wanted = tables.in(migration);
        TextEngine text = TextEngine.of(migration.text());
        List<Map<String, Object>> json = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (TableConfig table : wanted) {
            OutputGraph graph = LineTransform.graph(table, text);
            json.add(json(table.table(), graph));
            lines.add(table.table().toString());
            lines.addAll(
                    graph == null
                            ? List.of("  no outputs")
                            : GraphText.of(graph).stream()
                                    .map(line -> "  " + line)
                                    .toList());
        }
        print(migration, json, lines);
    }

    private void print(MigrationConfig migration, List<Map<String, Object>> json, List<String> lines) {
        if (output.isJson()) {
            spec.commandLine()
                    .getOut()
                    .println(new JsonAnswer()
                            .put("migration", migration.migration())
                            .put("tables", json)
                            .text());
        } else {
            lines.forEach(spec.commandLine().getOut()::println);
        }
    }

    private static Map<String, Object> json(TableId table, @Nullable OutputGraph graph) {
        return new JsonAnswer()
                .put("table", table.toString())
                .put(
                        "steps",
                        graph == null
                                ? List.of()
                                : graph.nodes().stream()
                                        .map(TransformExplainCommand::json)
                                        .toList())
                .put(
                        "columns",
                        graph == null
                                ? List.of()
                                : graph.columns().stream()
                                        .map(TransformExplainCommand::json)
                                        .toList())
                .fields();
    }

    private static Map<String, Object> json(OutputGraph.Node node) {
        return new JsonAnswer()
                .put("step", node.id())
                .put("kind", node.kind())
                .put("detail", node.detail())
                .put("inputs", node.inputs())
                .put("outputs", node.outputs())
                .put("shared", node.isShared())
                .fields();
    }

    private static Map<String, Object> json(OutputGraph.OutputColumn column) {
        return new JsonAnswer()
                .put("column", column.name())
                .put("type", column.type())
                .put("step", column.node())
                .fields();
    }
}
