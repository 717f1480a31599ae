package dev.limosa.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Puts one value into the tree of nodes, at a path; its nodes tell where the value came from. */
final class Graft {

    private static final Pattern ENTRY = Pattern.compile("(.*)\\[(\\d{1,4})]");

    private final Problems problems;
    private final Mark mark;
    private final String value;

    Graft(Problems problems, Mark mark, String value) {
        this.problems = problems;
        this.mark = mark;
        this.value = value;
    }

    /** @param keys from the top down; {@code tables[0]} is the first entry of a list */
    void into(MappingNode map, List<String> keys) {
        String key = keys.get(0);
        Matcher entry = ENTRY.matcher(key);
        if (entry.matches()) {
            intoList(map, entry.group(1), Integer.parseInt(entry.group(2)), rest(keys));
        } else {
            put(map, key, keys.size() == 1 ? single(key, find(map, key)) : intoMap(key, find(map, key), rest(keys)));
        }
    }

    private Node single(String key, @Nullable Node old) {
        if (old instanceof MappingNode) {
            problems.add(mark, "cannot set a map; name one of the keys of '" + key + "'");
            return old;
        }
        if (old instanceof SequenceNode list && list.getValue().stream().anyMatch(e -> !(e instanceof ScalarNode))) {
            problems.add(mark, "cannot set a list; name an entry, such as '" + key + "[0]'");
            return old;
        }
        return new ScalarNode(Tag.STR, value, mark, mark, ScalarStyle.PLAIN);
    }

    /** A copy: the same map may stand elsewhere too, by an alias. */
    private Node intoMap(String key, @Nullable Node old, List<String> rest) {
        if (old != null && old.getTag() != Tag.NULL && !(old instanceof MappingNode)) {
            problems.add(mark, "cannot set a key of '" + key + "', which is " + YamlNode.kind(old));
            return old;
        }
        MappingNode copy =
                old instanceof MappingNode map ? map(map.getValue(), map.getStartMark()) : map(List.of(), mark);
        into(copy, rest);
        return copy;
    }

    private static MappingNode map(List<NodeTuple> tuples, Mark mark) {
        return new MappingNode(Tag.MAP, true, new ArrayList<>(tuples), mark, mark, FlowStyle.BLOCK);
    }

    private void intoList(MappingNode map, String key, int index, List<String> rest) {
        if (!(find(map, key) instanceof SequenceNode list)
                || index >= list.getValue().size()
                || rest.isEmpty()) {
            problems.add(mark, "cannot find a map at entry " + index + " of the list '" + key + "'");
            return;
        }
        List<Node> entries = new ArrayList<>(list.getValue());
        entries.set(index, intoMap(key + "[" + index + "]", entries.get(index), rest));
        put(
                map,
                key,
                new SequenceNode(Tag.SEQ, true, entries, list.getStartMark(), list.getEndMark(), FlowStyle.BLOCK));
    }

    private static @Nullable Node find(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(tuple -> is(tuple, key))
                .findFirst()
                .map(NodeTuple::getValueNode)
                .orElse(null);
    }

    private void put(MappingNode map, String key, Node node) {
        List<NodeTuple> tuples = map.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (is(tuples.get(i), key)) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), node));
                return;
            }
        }
        tuples.add(new NodeTuple(new ScalarNode(Tag.STR, key, mark, mark, ScalarStyle.PLAIN), node));
    }

    private static boolean is(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
    }

    private static List<String> rest(List<String> keys) {
        return keys.subList(1, keys.size());
    }
}
