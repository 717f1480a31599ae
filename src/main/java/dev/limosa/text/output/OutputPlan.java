package dev.limosa.text.output;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.text.analysis.Chain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the outputs of one table come to, worked out once. Immutable; for any number of threads. */
public final class OutputPlan {

    private final List<GraphBuilder.Node> nodes;
    private final List<Chain> chains;
    private final List<String> inputs = new ArrayList<>();
    /** For each input the node that stands for it. */
    private final List<Integer> inputNodes = new ArrayList<>();

    private final List<Column> columns = new ArrayList<>();
    private final List<Integer> columnNodes = new ArrayList<>();
    private final List<String> indexed = new ArrayList<>();
    private final Map<String, Integer> outputNodes = new TreeMap<>();
    private final TextConfig.Limits limits;
    private final OutputDescription description;

    /**
     * @param available the columns as they are after the transforms, those that were dropped among them
     * @param problems takes, each with its place, what is wrong; the plan is only to be used if there is none
     */
    public static OutputPlan compile(
            TableId table,
            List<OutputConfig> outputs,
            List<Column> available,
            TextEngine engine,
            List<String> problems) {
        OutputCompiler compiler = new OutputCompiler(table, outputs, available, engine, problems);
        return new OutputPlan(compiler.compile(), compiler.graph(), engine);
    }

    private OutputPlan(Map<OutputConfig, Made> made, GraphBuilder graph, TextEngine engine) {
        nodes = List.copyOf(graph.nodes());
        chains = List.copyOf(graph.chains());
        limits = engine.limits();
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).kind().equals(GraphBuilder.COLUMN)) {
                inputs.add(nodes.get(node).detail());
                inputNodes.add(node);
            }
        }
        made.forEach(this::addColumns);
        description = new OutputDescription(
                nodes, chains, graph.resources(), columns, columnNodes, outputNodes, engine.resources());
    }

    private void addColumns(OutputConfig output, Made made) {
        outputNodes.put(output.name(), made.node());
        for (Made.Target target : output.column() ? made.columns() : List.<Made.Target>of()) {
            String name = output.name() + target.suffix();
            columns.add(new Column(name, target.type(), true));
            columnNodes.add(target.node());
            if (!target.suffix().isEmpty()) {
                indexed.add(name);
            }
        }
    }

    /** The target's columns that are made, in the order they stand there behind the others. */
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    /** Those of them that are looked up by their value, and so need an index each. */
    public List<String> indexed() {
        return List.copyOf(indexed);
    }

    /** The columns that are read, by their names after the transforms. */
    public List<String> inputs() {
        return List.copyOf(inputs);
    }

    /** For one thread, with buffers of its own; what is costly in it is made when a row first needs it. */
    public OutputRun newRun() {
        return new OutputRun(this);
    }

    public OutputGraph graph() {
        return description.graph();
    }

    /**
     * All that decides on the values, down to every parameter, word list and library, as text of several lines: two
     * plans of the same form make the same of every row.
     */
    public String canonicalForm() {
        return description.canonicalForm();
    }

    List<GraphBuilder.Node> nodes() {
        return nodes;
    }

    List<Chain> chains() {
        return chains;
    }

    TextConfig.Limits limits() {
        return limits;
    }

    int[] inputNodes() {
        return array(inputNodes);
    }

    int[] columnNodes() {
        return array(columnNodes);
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
