package dev.limosa.text.output;

import java.util.List;

/**
 * How a table's outputs are made of its columns and of one another, as it is run: each node once a row, after its
 * inputs. For people to look at.
 *
 * @param nodes a node's inputs come before it
 * @param columns in the order they stand in the target, behind the table's own
 */
public record OutputGraph(List<Node> nodes, List<OutputColumn> columns) {

    public OutputGraph {
        nodes = List.copyOf(nodes);
        columns = List.copyOf(columns);
    }

    /**
     * @param id its place in {@link #nodes}
     * @param kind column, join, language, analyze, keywords and so on, or the name of a cleaning step
     * @param detail what of the configuration it does: a column's name, a step's parameters, a chain's name
     * @param inputs the ids of the nodes it takes its values from
     * @param outputs the names of all outputs that need it; more than one: the step is shared
     */
    public record Node(int id, String kind, String detail, List<Integer> inputs, List<String> outputs) {
        public Node {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        public boolean isShared() {
            return outputs.size() > 1;
        }
    }

    /** @param node the id of the node whose value it holds */
    public record OutputColumn(String name, String type, int node) {}
}
