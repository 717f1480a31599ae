package dev.limosa.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in the configuration that knows where it stands. Whatever is wrong is noted with its place and a default is
 * returned, so that reading goes on and finds the rest.
 */
final class YamlNode {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

    private final Node node;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new HashSet<>();

    YamlNode(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    boolean has(String key) {
        return child(key) != null;
    }

    /** The value of a key; an empty map if it is missing. */
    YamlNode map(String key) {
        Node child = child(key);
        if (child == null || isNull(child)) {
            Node empty =
                    new MappingNode(Tag.MAP, true, List.of(), node.getStartMark(), node.getEndMark(), FlowStyle.BLOCK);
            return new YamlNode(empty, pathOf(key), problems);
        }
        YamlNode map = new YamlNode(child, pathOf(key), problems);
        map.isMap();
        return map;
    }

    /** Whether this is a map; notes it if it is none. */
    boolean isMap() {
        if (!(node instanceof MappingNode)) {
            problem("expected a map under '" + path + "', found " + kind(node));
        }
        return node instanceof MappingNode;
    }

    /** Text that has to be there and may not be empty. */
    String text(String key) {
        Node child = child(key);
        if (child == null) {
            // Of something that is no map, that was said already.
            if (node instanceof MappingNode) {
                problem("expected '" + pathOf(key) + "', found nothing; add it");
            }
            return "";
        }
        return text(key, "");
    }

    /** Text that may not be empty, or the default if the key is missing. */
    String text(String key, String otherwise) {
        Node child = child(key);
        if (child == null) {
            return otherwise;
        }
        String text = new YamlNode(child, pathOf(key), problems).text();
        if (text.isEmpty() && child instanceof ScalarNode && !isNull(child)) {
            problemAt(key, "expected text under '" + pathOf(key) + "', found an empty one");
        }
        return text.isEmpty() ? otherwise : text;
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? text(key, "") : null;
    }

    /** Text that may be empty. */
    String anyText(String key) {
        return anyText(key, "");
    }

    String anyText(String key, String otherwise) {
        Node child = child(key);
        return child == null ? otherwise : new YamlNode(child, pathOf(key), problems).text();
    }

    /** A single value, or those of a list with commas between. */
    String joined(String key) {
        return String.join(",", texts(key));
    }

    boolean flag(String key, boolean otherwise) {
        String text = has(key) ? anyText(key) : String.valueOf(otherwise);
        if (!text.equals("true") && !text.equals("false")) {
            problemAt(key, "expected true or false under '" + pathOf(key) + "', found '" + text + "'");
            return otherwise;
        }
        return text.equals("true");
    }

    /** One of an enumeration's values, as they are written here: in lower case, with hyphens. */
    <E extends Enum<E>> E label(String key, E otherwise) {
        return has(key) ? parsed(key, otherwise, text -> Labels.parse(otherwise.getDeclaringClass(), text)) : otherwise;
    }

    /** Where this stands, for messages of those who find something wrong later. */
    String place() {
        return problems.place(node.getStartMark());
    }

    boolean holdsMap() {
        return node instanceof MappingNode;
    }

    boolean holdsMap(String key) {
        return child(key) instanceof MappingNode;
    }

    int number(String key, int otherwise, int least, int most) {
        Node child = child(key);
        if (child == null) {
            return otherwise;
        }
        if (child instanceof ScalarNode scalar
                && scalar.isPlain()
                && INTEGER.matcher(scalar.getValue()).matches()) {
            long value = Long.parseLong(scalar.getValue());
            if (value >= least && value <= most) {
                return (int) value;
            }
        }
        problemAt(
                key,
                "expected a number from " + least + " to " + most + " under '" + pathOf(key) + "', found "
                        + value(child) + unit(key));
        return otherwise;
    }

    /** @param parser throws an IllegalArgumentException that says what is wrong with the text */
    <T> T parsed(String key, T otherwise, Function<String, T> parser) {
        String text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            problemAt(key, String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /** The entries of a list; a single value counts as a list of one. */
    List<YamlNode> list(String key) {
        Node child = child(key);
        if (child == null || isNull(child)) {
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
        if (node instanceof ScalarNode scalar && !isNull(node)) {
            return scalar.getValue();
        }
        problem("expected text under '" + path + "', found " + kind(node));
        return "";
    }

    /** All entries as text, in the order they are written. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String key : keys()) {
            entries.put(key, anyText(key));
        }
        return entries;
    }

    List<String> keys() {
        return tuples().stream().map(YamlNode::name).toList();
    }

    /** Notes every key that nobody has asked for. */
    void refuseUnknownKeys() {
        for (NodeTuple tuple : tuples()) {
            String key = name(tuple);
            if (!known.contains(key) && tuple.getKeyNode().getTag() != Tag.MERGE) {
                problems.add(
                        tuple.getKeyNode().getStartMark(),
                        "unknown key '" + pathOf(shown(key)) + "'; " + Suggestion.among(shown(key), known));
            }
        }
    }

    Node node() {
        return node;
    }

    void problem(String message) {
        problems.add(node.getStartMark(), message);
    }

    /** At the key's value, or here if the key is missing. */
    void problemAt(String key, String message) {
        Node child = child(key);
        problems.add((child == null ? node : child).getStartMark(), message);
    }

    /** Whether the key's value was given by the environment and not by the file or the command line. */
    boolean isFromEnvironment(String key) {
        Node child = child(key);
        return child != null && Settings.isFromEnvironment(child.getStartMark());
    }

    private @Nullable Node child(String key) {
        known.add(key);
        return tuples().stream()
                .filter(tuple -> name(tuple).equals(key))
                .findFirst()
                .map(NodeTuple::getValueNode)
                .orElse(null);
    }

    private List<NodeTuple> tuples() {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode)
                        .toList()
                : List.of();
    }

    private static String name(NodeTuple tuple) {
        return ((ScalarNode) tuple.getKeyNode()).getValue();
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** With no blank after it, YAML takes 'password:abc' as one name, and what follows the colon may be a secret. */
    static String shown(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(0, colon) + ":…";
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag() == Tag.NULL;
    }

    private static String value(Node node) {
        return node instanceof ScalarNode scalar && !isNull(node)
                ? (scalar.isPlain() ? "'" : "the text '") + scalar.getValue() + "'"
                : kind(node);
    }

    /** A number with a unit behind it is the commonest mistake there is. */
    private static String unit(String key) {
        return key.endsWith("-ms") ? " (milliseconds)" : key.endsWith("-bytes") ? " (bytes)" : "";
    }

    static String kind(Node node) {
        if (isNull(node)) {
            return "nothing";
        }
        return node instanceof MappingNode ? "a map" : node instanceof SequenceNode ? "a list" : "a single value";
    }
}
