package dev.limosa.text.output;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Works out what a table's outputs refer to: columns, one another, and never in a circle. For one use. */
final class OutputCompiler {

    private final TableId table;
    private final Map<String, OutputConfig> outputs = new LinkedHashMap<>();
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final EmitCompiler emits;
    private final GraphBuilder graph = new GraphBuilder();
    private final List<String> problems;
    /** Empty for one that is wrong, which was told. */
    private final Map<String, Optional<Made>> done = new HashMap<>();

    private final List<String> path = new ArrayList<>();

    OutputCompiler(
            TableId table,
            List<OutputConfig> outputs,
            List<Column> available,
            TextEngine engine,
            List<String> problems) {
        this.table = table;
        this.problems = problems;
        this.emits = new EmitCompiler(engine, graph, this);
        available.forEach(column -> columns.put(column.name(), column));
        outputs.forEach(output -> this.outputs.put(output.name(), output));
    }

    GraphBuilder graph() {
        return graph;
    }

    List<String> problems() {
        return problems;
    }

    /** Output → what it has become, in the order of the configuration; without those that are wrong. */
    Map<OutputConfig, Made> compile() {
        Map<OutputConfig, Made> all = new LinkedHashMap<>();
        outputs.values().forEach(output -> made(output).ifPresent(made -> all.put(output, made)));
        requireFreeNames(all);
        return all;
    }

    private Optional<Made> made(OutputConfig output) {
        Optional<Made> known = done.get(output.name());
        if (known != null) {
            return known;
        }
        if (path.contains(output.name())) {
            List<String> circle = new ArrayList<>(path.subList(path.indexOf(output.name()), path.size()));
            circle.add(output.name());
            problem(
                    output,
                    "expected no circle, found " + String.join(" → ", circle) + "; take one of these inputs out");
            return Optional.empty();
        }
        path.add(output.name());
        Optional<Made> made = Optional.ofNullable(emits.compile(output));
        path.remove(path.size() - 1);
        done.put(output.name(), made);
        return made;
    }

    /** What an output names as its input; null if there is no such thing, or a wrong one: then that is told. */
    @Nullable
    Made reference(OutputConfig from, String name) {
        OutputConfig output = outputs.get(name);
        if (output != null) {
            return made(output).orElse(null);
        }
        Column column = columns.get(name);
        if (column == null) {
            TreeSet<String> names = new TreeSet<>(columns.keySet());
            names.addAll(outputs.keySet());
            names.remove(from.name());
            problem(
                    from,
                    "expected a column that is there after the transforms, or another output, found none of the name '"
                            + name + "'; " + Suggestion.among(name, names));
            return null;
        }
        if (column.type().equals("bytea")) {
            problem(from, "expected a column that can be read as text, found '" + name + "', which is bytea");
            return null;
        }
        return Made.text(graph.column(from, name));
    }

    private void requireFreeNames(Map<OutputConfig, Made> all) {
        Map<String, String> taken = new HashMap<>();
        columns.keySet().forEach(name -> taken.put(name, "a column of the table"));
        all.forEach((output, made) -> made.columns().forEach(target -> {
            String name = output.name() + target.suffix();
            String owner = taken.putIfAbsent(name, "output '" + output.name() + "'");
            if (owner != null) {
                problem(
                        output,
                        "expected the name '" + name + "' to be free, found " + owner
                                + " of it; give the output another name, or rename the column before");
            }
        }));
    }

    void problem(OutputConfig output, String message) {
        problems.add((output.place().isEmpty() ? "" : output.place() + ": ") + "cannot make output '" + output.name()
                + "' of table '" + table + "': " + message);
    }
}
