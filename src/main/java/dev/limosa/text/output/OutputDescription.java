package dev.limosa.text.output;

import dev.limosa.change.Column;
import dev.limosa.text.Resources;
import dev.limosa.text.analysis.Chain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plan in words.
 *
 * @param used the resources that are read beside those of the chains
 */
record OutputDescription(
        List<GraphBuilder.Node> nodes,
        List<Chain> chains,
        Set<String> used,
        List<Column> columns,
        List<Integer> columnNodes,
        Map<String, Integer> outputNodes,
        Resources resources) {

    OutputGraph graph() {
        List<Set<String>> users = users();
        List<OutputGraph.Node> described = new ArrayList<>();
        for (int id = 0; id < nodes.size(); id++) {
            GraphBuilder.Node node = nodes.get(id);
            List<Integer> inputs = Arrays.stream(node.inputs()).boxed().toList();
            described.add(new OutputGraph.Node(id, node.kind(), node.detail(), inputs, List.copyOf(users.get(id))));
        }
        List<OutputGraph.OutputColumn> targets = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            targets.add(new OutputGraph.OutputColumn(column.name(), column.type(), columnNodes.get(i)));
        }
        return new OutputGraph(described, targets);
    }

    /** For each node the outputs that come, over however many steps, from it. */
    private List<Set<String>> users() {
        List<Set<String>> users = new ArrayList<>();
        nodes.forEach(node -> users.add(new TreeSet<>()));
        outputNodes.forEach((output, node) -> users.get(node).add(output));
        for (int id = nodes.size() - 1; id >= 0; id--) {
            users.get(id).add(nodes.get(id).output().name());
            for (int input : nodes.get(id).inputs()) {
                users.get(input).addAll(users.get(id));
            }
        }
        return users;
    }

    String canonicalForm() {
        StringBuilder out = new StringBuilder();
        for (int id = 0; id < nodes.size(); id++) {
            GraphBuilder.Node node = nodes.get(id);
            out.append(id).append(' ').append(node.kind()).append(' ').append(node.detail());
            out.append(' ').append(Arrays.toString(node.inputs())).append('\n');
        }
        Map<String, String> parts = new TreeMap<>();
        for (Chain chain : chains) {
            parts.put("chain " + chain.name(), chain.canonicalForm());
            chain.resources().forEach(name -> parts.put("resource " + name, resources.sha256(name)));
        }
        used.forEach(name -> parts.put("resource " + name, resources.sha256(name)));
        parts.forEach(
                (name, form) -> out.append(name).append(" = ").append(form).append('\n'));
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            out.append("output ").append(column.name()).append(' ').append(column.type());
            out.append(' ').append(columnNodes.get(i)).append('\n');
        }
        return out.toString();
    }
}
