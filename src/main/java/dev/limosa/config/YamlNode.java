package dev.limosa.config;

import dev.limosa.config.InvalidConfigurationException.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in the YAML file that knows its line and column. Whatever is wrong is noted with its place and a default is
 * returned, so that reading goes on and finds the rest.
 */
final class YamlNode {

    private final Node node;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new HashSet<>();

    YamlNode(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** The value of a key; an empty map if it is missing. */
    YamlNode map(String key) {
        Node child = child(key);
        if (child == null) {
            return new YamlNode(new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK), pathOf(key), problems);
        }
        if (!(child instanceof MappingNode)) {
            problem(child, "expected a map under '" + pathOf(key) + "', found " + kind(child));
        }
        return new YamlNode(child, pathOf(key), problems);
    }

    boolean has(String key) {
        return child(key) != null;
    }

    String text(String key, @Nullable String otherwise) {
        Node child = child(key);
        if (child instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (child != null) {
            problem(child, "expected text under '" + pathOf(key) + "', found " + kind(child));
        } else if (otherwise == null) {
            problem(node, "expected '" + pathOf(key) + "', found nothing; add it");
        }
        return otherwise == null ? "" : otherwise;
    }

    @Nullable
    String textOrNull(String key) {
        return child(key) == null ? null : text(key, "");
    }

    int number(String key, int otherwise, int least, int most) {
        String text = text(key, Integer.toString(otherwise));
        try {
            int value = Integer.parseInt(text.replace("_", ""));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same complaint: what was found is no number in the range.
        }
        problem(
                child(key),
                "expected a number from " + least + " to " + most + " under '" + pathOf(key) + "', found '" + text
                        + "'");
        return otherwise;
    }

    <T> T parsed(String key, T otherwise, Function<String, T> parser) {
        String text = text(key, null);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            problem(child(key), String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /** The entries of a list; a single value counts as a list of one. */
    List<YamlNode> list(String key) {
        Node child = child(key);
        if (child == null) {
            return List.of();
        }
        List<Node> entries = child instanceof SequenceNode sequence ? sequence.getValue() : List.of(child);
        List<YamlNode> nodes = new ArrayList<>();
        for (Node entry : entries) {
            nodes.add(new YamlNode(entry, pathOf(key) + "[" + nodes.size() + "]", problems));
        }
        return nodes;
    }

    List<String> texts(String key) {
        return list(key).stream().map(YamlNode::text).toList();
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(node, "expected text under '" + path + "', found " + kind(node));
        return "";
    }

    /** All entries as text, in the order they are written. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : tuples()) {
            String key = ((ScalarNode) tuple.getKeyNode()).getValue();
            entries.put(key, new YamlNode(tuple.getValueNode(), pathOf(key), problems).text());
        }
        return entries;
    }

    List<String> keys() {
        return tuples().stream()
                .map(t -> ((ScalarNode) t.getKeyNode()).getValue())
                .toList();
    }

    /** Notes every key that nobody has asked for. */
    void refuseUnknownKeys() {
        for (NodeTuple tuple : tuples()) {
            String key = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (!known.contains(key)) {
                problem(tuple.getKeyNode(), "unknown key '" + pathOf(key) + "'; " + Suggestion.among(key, known));
            }
        }
    }

    void problem(String message) {
        problem(node, message);
    }

    private void problem(@Nullable Node at, String message) {
        Node place = at == null ? node : at;
        int line = place.getStartMark() == null ? 1 : place.getStartMark().getLine() + 1;
        int column = place.getStartMark() == null ? 1 : place.getStartMark().getColumn() + 1;
        problems.add(line, column, message);
    }

    private @Nullable Node child(String key) {
        known.add(key);
        for (NodeTuple tuple : tuples()) {
            if (((ScalarNode) tuple.getKeyNode()).getValue().equals(key)) {
                return isNull(tuple.getValueNode()) ? null : tuple.getValueNode();
            }
        }
        return null;
    }

    private List<NodeTuple> tuples() {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(t -> t.getKeyNode() instanceof ScalarNode)
                        .toList()
                : List.of();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag() == Tag.NULL;
    }

    private static String kind(Node node) {
        return node instanceof MappingNode ? "a map" : node instanceof SequenceNode ? "a list" : "a single value";
    }
}
