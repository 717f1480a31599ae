package dev.limosa.config;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.config.MigrationConfig.SinkConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.MigrationConfig.TransformConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** From the tree of nodes to the records: one method for each part of the file. */
final class MigrationReader {

    private static final Pattern NAME = Pattern.compile(MigrationConfig.NAME);
    private static final Pattern SERVERS = Pattern.compile("\\s*[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*\\s*");
    /**
     * The other half is the other stages'. Every thread more has transactions of its own, each with fewer rows in it.
     */
    private static final int HALF_OF_THE_PROCESSORS =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

    private final YamlNode root;
    private final References references;
    private final Path folder;

    MigrationReader(YamlNode root, Map<String, String> environment, Path folder) {
        this.root = root;
        this.folder = folder;
        this.references = references(root.map("secrets"), environment, folder);
    }

    private static References references(YamlNode node, Map<String, String> environment, Path folder) {
        List<Path> allowed = new ArrayList<>();
        for (YamlNode entry : node.list("allowed-paths")) {
            Path path = Path.of(entry.text());
            if (path.isAbsolute()) {
                allowed.add(path);
            } else {
                entry.problem("expected an absolute path under 'secrets.allowed-paths', found '" + path + "'");
            }
        }
        if (!node.has("allowed-paths")) {
            allowed.addAll(
                    List.of(folder, Path.of("/run/secrets"), Path.of("/var/run/secrets"), Path.of("/etc/limosa")));
        }
        Pattern any = Pattern.compile(".*");
        Pattern variables =
                node.has("allowed-variables") ? node.parsed("allowed-variables", any, References::variables) : any;
        node.refuseUnknownKeys();
        return new References(environment, variables, allowed);
    }

    MigrationConfig read() {
        String name = root.text("migration");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            root.problemAt(
                    "migration",
                    "cannot use migration name '" + name
                            + "': expected 1 to 40 of a-z, 0-9 and -, beginning with a letter or digit");
        }
        MigrationConfig config = new MigrationConfig(
                name,
                database(root.map("source"), "source"),
                database(root.map("target"), "target"),
                kafka(root.map("kafka")),
                root.number("partitions", 8, 1, 1000),
                tables(),
                TextConfigReader.read(root.map("text"), folder),
                capture(root.map("capture"), name),
                transform(root.map("transform")),
                sink(root.map("sink")),
                admin(root.map("admin")));
        root.map("secrets");
        root.refuseUnknownKeys();
        return config;
    }

    private DatabaseConfig database(YamlNode node, String name) {
        DatabaseConfig database = new DatabaseConfig(url(node), resolved(node, "user"), password(node, name));
        node.refuseUnknownKeys();
        return database;
    }

    private String url(YamlNode node) {
        String raw = node.text("url");
        String url = resolve(node, "url", raw);
        if (!url.isEmpty()) {
            JdbcUrl.problem(url, raw).ifPresent(problem -> node.problemAt("url", problem));
        }
        return url;
    }

    private String password(YamlNode node, String name) {
        String raw = node.anyText("password");
        boolean literal = !raw.isEmpty() && !References.isOne(raw);
        if (literal && !node.isFromEnvironment("password")) {
            String variable = name.toUpperCase(Locale.ROOT) + "_PASSWORD";
            refuseSecret(node, "password", variable);
        }
        return literal ? raw : resolve(node, "password", raw);
    }

    static void refuseSecret(YamlNode node, String key, String variable) {
        node.problemAt(
                key,
                "expected a reference under '" + node.pathOf(key) + "', found the secret itself; export it as "
                        + variable + " and write ${env:" + variable + "}");
    }

    private String resolved(YamlNode node, String key) {
        return resolve(node, key, node.text(key));
    }

    private String resolve(YamlNode node, String key, String raw) {
        try {
            return references.resolve(raw);
        } catch (IllegalArgumentException e) {
            node.problemAt(key, String.valueOf(e.getMessage()));
            return "";
        }
    }

    private Map<String, String> properties(YamlNode owner) {
        YamlNode node = owner.map("properties");
        Map<String, String> properties = new LinkedHashMap<>();
        node.entries().forEach((key, raw) -> {
            if (SecretKeys.isLiteral(key, raw) && !node.isFromEnvironment(key)) {
                refuseSecret(node, key, "KAFKA_SECRET");
            } else {
                properties.put(key, resolve(node, key, raw));
            }
        });
        return properties;
    }

    private KafkaConfig kafka(YamlNode node) {
        String raw = node.text("bootstrap-servers");
        String servers = resolve(node, "bootstrap-servers", raw);
        if (!servers.isEmpty() && !SERVERS.matcher(servers).matches()) {
            node.problemAt(
                    "bootstrap-servers",
                    "cannot use '" + raw + "': expected host:port, or several of them with commas between");
        }
        KafkaConfig kafka = new KafkaConfig(servers, properties(node));
        node.refuseUnknownKeys();
        return kafka;
    }

    private List<TableConfig> tables() {
        List<TableConfig> tables = new ArrayList<>();
        Set<TableId> sources = new HashSet<>();
        Set<TableId> targets = new HashSet<>();
        List<YamlNode> entries = root.list("tables");
        for (YamlNode node : entries) {
            TableConfig table = TableReader.read(node, references);
            // A table that could not be read has been told of already.
            if (table.table() != TableReader.NO_TABLE && !sources.add(table.table())) {
                node.problemAt("table", "table " + table.table() + " is listed twice; take one out");
            } else if (table.to() != TableReader.NO_TABLE && !targets.add(table.to())) {
                node.problem("two tables go to " + table.to() + "; give one another 'to'");
            }
            tables.add(table);
        }
        if (entries.isEmpty()) {
            root.problem("expected at least one table under 'tables', found none");
        }
        return tables;
    }

    private CaptureConfig capture(YamlNode node, String migration) {
        String name = "limosa_" + migration.replace('-', '_');
        String slot = node.text("slot", name);
        if (node.has("slot") && !slot.isEmpty() && !SLOT.matcher(slot).matches()) {
            node.problemAt("slot", "cannot use slot name '" + slot + "': expected 1 to 63 of a-z, 0-9 and _");
        }
        CaptureConfig capture = new CaptureConfig(
                slot,
                node.text("publication", name),
                node.number("chunk-rows", 8192, 1, 100_000),
                node.number("chunk-bytes", 16 << 20, 1024, 256 << 20),
                node.number("watermark-ms", 1000, 50, 60_000),
                properties(node));
        node.refuseUnknownKeys();
        return capture;
    }

    private static TransformConfig transform(YamlNode node) {
        TransformConfig transform = new TransformConfig(
                node.number("threads", HALF_OF_THE_PROCESSORS, 1, 256),
                node.number("commit-interval-ms", 250, 1, 60_000));
        node.refuseUnknownKeys();
        return transform;
    }

    private static SinkConfig sink(YamlNode node) {
        SinkConfig sink = new SinkConfig(
                node.number("tasks", HALF_OF_THE_PROCESSORS, 1, 256),
                node.number("max-poll-records", 10_000, 1, 1_000_000),
                node.number("ordered-memory-bytes", 32 << 20, 0, 1 << 30));
        node.refuseUnknownKeys();
        return sink;
    }

    private static AdminConfig admin(YamlNode node) {
        AdminConfig admin = new AdminConfig(node.text("host", "127.0.0.1"), node.number("port", 8600, -1, 65_535));
        node.refuseUnknownKeys();
        return admin;
    }
}
