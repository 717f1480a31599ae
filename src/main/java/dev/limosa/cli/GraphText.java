package dev.limosa.cli;

import dev.limosa.text.output.OutputGraph;
import dev.limosa.text.output.OutputGraph.Node;
import dev.limosa.text.output.OutputGraph.OutputColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A graph of steps as a tree for each column, from the column down to what it is read from. */
final class GraphText {

    private final OutputGraph graph;
    private final List<String> lines = new ArrayList<>();
    private final Set<Integer> drawn = new HashSet<>();

    private GraphText(OutputGraph graph) {
        this.graph = graph;
    }

    static List<String> of(OutputGraph graph) {
        GraphText text = new GraphText(graph);
        graph.columns().forEach(text::column);
        return text.lines;
    }

    private void column(OutputColumn column) {
        lines.add(column.name() + "  " + column.type());
        node(column.node(), "", true);
    }

    private void node(int id, String indent, boolean last) {
        Node node = graph.nodes().get(id);
        boolean again = !drawn.add(id) && !node.inputs().isEmpty();
        lines.add(indent + (last ? "└─ " : "├─ ") + name(node) + note(node, again));
        List<Integer> inputs = again ? List.of() : node.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            node(inputs.get(i), indent + (last ? "   " : "│  "), i == inputs.size() - 1);
        }
    }

    private static String name(Node node) {
        return (node.kind() + " " + node.detail()).strip();
    }

    /** The number is only of use where something refers to it. */
    private static String note(Node node, boolean again) {
        if (again) {
            return "  (" + node.id() + ", as above)";
        }
        return node.isShared() && !node.inputs().isEmpty()
                ? "  (" + node.id() + ", shared by " + String.join(", ", node.outputs()) + ")"
                : "";
    }
}
