package dev.limosa.config;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.TableId;
import dev.limosa.config.InvalidConfigurationException.Problems;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.config.MigrationConfig.SinkConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.MigrationConfig.TransformConfig;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code migration.yaml}. */
public final class ConfigFile {

    private static final TableId NO_TABLE = new TableId("?", "?");

    private final Problems problems;

    private ConfigFile(String name) {
        problems = new Problems(name);
    }

    /** @throws InvalidConfigurationException naming everything that is wrong, with line and column */
    public static MigrationConfig read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    List.of("cannot read configuration file '" + file + "': " + e.getMessage()));
        }
    }

    static MigrationConfig parse(String name, String yaml) {
        ConfigFile file = new ConfigFile(name);
        MigrationConfig config = file.migration(file.compose(yaml));
        file.problems.throwIfAny();
        return config;
    }

    private YamlNode compose(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(yaml));
            if (!(root instanceof MappingNode)) {
                problems.add(1, 1, "expected a map with the key 'migration', found something else");
                problems.throwIfAny();
            }
            return new YamlNode(root, "", problems);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            int column = e.getProblemMark() == null ? 0 : e.getProblemMark().getColumn();
            problems.add(line + 1, column + 1, "cannot read YAML: " + e.getProblem());
            problems.throwIfAny();
            throw e;
        }
    }

    private MigrationConfig migration(YamlNode root) {
        String name = root.text("migration", null);
        if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            root.problem("cannot use migration name '" + name
                    + "': expected 1 to 40 of a-z, 0-9 and -, beginning with a letter or digit");
        }
        MigrationConfig config = new MigrationConfig(
                name,
                database(root.map("source")),
                database(root.map("target")),
                kafka(root.map("kafka")),
                root.number("partitions", 8, 1, 1000),
                tables(root),
                capture(root.map("capture"), name),
                transform(root.map("transform")),
                sink(root.map("sink")),
                admin(root.map("admin")));
        root.refuseUnknownKeys();
        return config;
    }

    private static DatabaseConfig database(YamlNode node) {
        String url = node.text("url", null);
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql://")) {
            node.problem("cannot use url '" + url + "': expected jdbc:postgresql://host:port/database");
        }
        DatabaseConfig database = new DatabaseConfig(url, node.text("user", null), node.text("password", ""));
        node.refuseUnknownKeys();
        return database;
    }

    private static KafkaConfig kafka(YamlNode node) {
        KafkaConfig kafka = new KafkaConfig(
                node.text("bootstrap-servers", null), node.map("properties").entries());
        node.refuseUnknownKeys();
        return kafka;
    }

    private static List<TableConfig> tables(YamlNode root) {
        List<TableConfig> tables = new ArrayList<>();
        Set<TableId> sources = new HashSet<>();
        Set<TableId> targets = new HashSet<>();
        for (YamlNode node : root.list("tables")) {
            TableConfig table = table(node);
            if (!sources.add(table.table())) {
                node.problem("table " + table.table() + " is listed twice; take one out");
            }
            if (!targets.add(table.to())) {
                node.problem("two tables go to " + table.to() + "; give one another 'to'");
            }
            tables.add(table);
        }
        if (tables.isEmpty()) {
            root.problem("expected at least one table under 'tables', found none");
        }
        return tables;
    }

    private static TableConfig table(YamlNode node) {
        TableId table = node.parsed("table", NO_TABLE, TableId::parse);
        TableId to = node.textOrNull("to") == null ? table : node.parsed("to", table, TableId::parse);
        TableConfig config = new TableConfig(table, to, apply(node), transforms(node), where(node));
        node.refuseUnknownKeys();
        return config;
    }

    private static @Nullable ApplyMode apply(YamlNode node) {
        String mode = node.textOrNull("apply");
        return mode == null ? null : node.parsed("apply", ApplyMode.PARALLEL, text -> oneOf(ApplyMode.values(), text));
    }

    private static List<TransformStep> transforms(YamlNode table) {
        List<TransformStep> steps = new ArrayList<>();
        for (YamlNode node : table.list("transforms")) {
            if (node.keys().size() != 1) {
                node.problem("expected one step such as {trim: [column]}, found " + node.keys());
            } else {
                step(node, node.keys().get(0), steps);
            }
        }
        return steps;
    }

    private static void step(YamlNode node, String name, List<TransformStep> steps) {
        switch (name) {
            case "rename" -> steps.add(new TransformStep.Rename(node.map(name).entries()));
            case "copy" -> steps.add(new TransformStep.Copy(node.map(name).entries()));
            case "drop" -> steps.add(new TransformStep.Drop(node.texts(name)));
            default -> textStep(node, name, steps);
        }
    }

    private static void textStep(YamlNode node, String name, List<TransformStep> steps) {
        try {
            TransformStep.TextFunction function = oneOf(TransformStep.TextFunction.values(), name);
            steps.add(new TransformStep.Text(function, node.texts(name)));
        } catch (IllegalArgumentException e) {
            List<String> known = new ArrayList<>(List.of("rename", "copy", "drop"));
            Arrays.stream(TransformStep.TextFunction.values())
                    .map(ConfigFile::label)
                    .forEach(known::add);
            node.problem("unknown transform '" + name + "'; " + Suggestion.among(name, known));
        }
    }

    private static @Nullable RowFilter where(YamlNode table) {
        if (!table.has("where")) {
            return null;
        }
        YamlNode node = table.map("where");
        List<String> in = node.texts("in");
        List<String> notIn = node.texts("not-in");
        if (in.isEmpty() == notIn.isEmpty()) {
            node.problem("expected either 'in' or 'not-in' with at least one value, found "
                    + (in.isEmpty() ? "neither" : "both"));
        }
        RowFilter filter = new RowFilter(node.text("column", null), in.isEmpty() ? notIn : in, in.isEmpty());
        node.refuseUnknownKeys();
        return filter;
    }

    private static CaptureConfig capture(YamlNode node, String migration) {
        String name = "limosa_" + migration.replace('-', '_');
        CaptureConfig capture = new CaptureConfig(
                node.text("slot", name),
                node.text("publication", name),
                node.number("chunk-rows", 8192, 1, 100_000),
                node.number("chunk-bytes", 16 << 20, 1024, 256 << 20),
                node.number("watermark-ms", 1000, 50, 60_000),
                node.map("properties").entries());
        node.refuseUnknownKeys();
        return capture;
    }

    private static TransformConfig transform(YamlNode node) {
        TransformConfig transform = new TransformConfig(
                node.number("threads", 2, 1, 256), node.number("commit-interval-ms", 30, 1, 60_000));
        node.refuseUnknownKeys();
        return transform;
    }

    private static SinkConfig sink(YamlNode node) {
        SinkConfig sink =
                new SinkConfig(node.number("tasks", 2, 1, 256), node.number("max-poll-records", 10_000, 1, 1_000_000));
        node.refuseUnknownKeys();
        return sink;
    }

    private static AdminConfig admin(YamlNode node) {
        AdminConfig admin = new AdminConfig(node.text("host", "127.0.0.1"), node.number("port", 8600, -1, 65_535));
        node.refuseUnknownKeys();
        return admin;
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> label(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown value '" + text + "'; "
                        + Suggestion.among(
                                text,
                                Arrays.stream(values).map(ConfigFile::label).toList())));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
