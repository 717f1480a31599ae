package dev.limosa.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What YAML permits and this file does not, wherever it stands: keys twice, keys that are no text, merges, tags. */
final class YamlRules {

    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ, Tag.MERGE);

    private final Problems problems;
    /** An alias is its anchor's node once more, and an anchor may hold an alias of itself. */
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    YamlRules(Problems problems) {
        this.problems = problems;
    }

    void check(Node node) {
        if (!seen.add(node)) {
            return;
        }
        if (!TAGS.contains(node.getTag())) {
            problems.add(
                    node.getStartMark(),
                    "cannot use a YAML tag ('!…') here; take it out, or write the value in quotes");
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::check);
        } else if (node instanceof MappingNode map) {
            checkKeys(map);
            map.getValue().forEach(tuple -> check(tuple.getValueNode()));
        }
    }

    private void checkKeys(MappingNode map) {
        Map<String, ScalarNode> first = new HashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            Node node = tuple.getKeyNode();
            if (!(node instanceof ScalarNode key)) {
                problems.add(node.getStartMark(), "expected a name as the key, found " + YamlNode.kind(node));
            } else if (key.getTag() == Tag.MERGE) {
                problems.add(key.getStartMark(), "cannot use the merge key '<<'; write the keys out");
            } else if (first.putIfAbsent(key.getValue(), key) != null) {
                int line = first.get(key.getValue()).getStartMark().getLine() + 1;
                problems.add(
                        key.getStartMark(),
                        "key '" + YamlNode.shown(key.getValue()) + "' stands here again, after line " + line
                                + "; take one out");
            }
        }
    }
}
