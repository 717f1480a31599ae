package dev.limosa.config;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.TableConfig;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Entries of {@code tables} as text of their own, to be kept somewhere else than in the file they were written in. An
 * entry has no secrets, and none that it refers to is read: whoever may write the target may not ask for them.
 */
public final class TableEntries {

    private static final String TABLES = "tables";

    private TableEntries() {}

    /** The entries of these tables, under the key {@code tables}. */
    static String write(MappingNode root, Collection<TableId> tables) {
        Problems problems = new Problems("configuration");
        List<Node> entries = new ArrayList<>();
        for (YamlNode entry : new YamlNode(root, "", problems).list(TABLES)) {
            if (tables.contains(TableReader.read(entry, References.NONE).table())) {
                entries.add(entry.node());
            }
        }
        Node key = new ScalarNode(Tag.STR, TABLES, null, null, DumperOptions.ScalarStyle.PLAIN);
        Node list = new SequenceNode(Tag.SEQ, entries, DumperOptions.FlowStyle.BLOCK);
        StringWriter text = new StringWriter();
        new Yaml()
                .serialize(
                        new MappingNode(Tag.MAP, List.of(new NodeTuple(key, list)), DumperOptions.FlowStyle.BLOCK),
                        text);
        return text.toString();
    }

    /**
     * The entries of such a text, each as such a text of its own.
     *
     * @param name of what holds it, for messages
     */
    public static Map<TableId, String> apart(String name, String text) {
        MappingNode root = new YamlText(new Problems(name)).compose(text);
        Map<TableId, String> entries = new LinkedHashMap<>();
        read(name, text).forEach(table -> entries.put(table.table(), write(root, List.of(table.table()))));
        return entries;
    }

    /**
     * @param name of what holds the text, for messages
     * @throws InvalidConfigurationException if it can't be read
     */
    public static List<TableConfig> read(String name, String text) {
        Problems problems = new Problems(name);
        YamlNode root = new YamlNode(new YamlText(problems).compose(text), "", problems);
        List<TableConfig> tables = root.list(TABLES).stream()
                .map(entry -> TableReader.read(entry, References.NONE))
                .toList();
        root.refuseUnknownKeys();
        problems.throwIfAny();
        return tables;
    }
}
