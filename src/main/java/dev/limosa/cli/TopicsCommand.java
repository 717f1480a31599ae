package dev.limosa.cli;

import dev.limosa.config.MigrationConfig;
import dev.limosa.service.MigrationPlan;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.KafkaHandshake;
import dev.limosa.topics.TopicDifference;
import dev.limosa.topics.TopicExport;
import dev.limosa.topics.TopicManifest;
import dev.limosa.topics.TopicManifests;
import dev.limosa.topics.TopicReconciliation;
import dev.limosa.topics.WantedTopic;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** A migration's topics as code: one manifest for each class of topic. */
@Command(
        name = "topics",
        description = "Compare a migration's topics with their manifests, and bring them there.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Runnable {

    private static final Map<String, Object> PATIENCE = Map.of(
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            10_000);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "manifests of your own (default: those that come with limosa)")
    private @Nullable Path folder;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(name = "list", description = "List the migration's topics.", mixinStandardHelpOptions = true)
    int list(@Mixin ConfigOption config, @Mixin OutputOption output) throws Exception {
        MigrationConfig migration = config.read();
        List<TopicReconciliation.Listed> topics;
        try (Admin admin = admin(migration)) {
            topics = new TopicReconciliation(admin, wanted(migration)).list();
        }
        TextTable table = new TextTable("topic", "class", "partitions", "replicas");
        topics.forEach(topic -> table.row(topic.name(), topic.type(), topic.partitions(), topic.replicas()));
        if (output.isJson()) {
            out().println(new JsonAnswer()
                    .put("topics", topics.stream().map(TopicsCommand::json).toList())
                    .text());
        } else {
            table.lines().forEach(out()::println);
        }
        return ExitCode.OK;
    }

    /** Fails within seconds where there is no broker, and says so once. */
    private Admin admin(MigrationConfig migration) {
        Main.quietClients(spec);
        KafkaHandshake.require(migration.kafka());
        return new KafkaClients(migration.kafka()).admin(PATIENCE);
    }

    private static Map<String, Object> json(TopicReconciliation.Listed topic) {
        return new JsonAnswer()
                .put("topic", topic.name())
                .put("class", topic.type())
                .put("exists", topic.partitions() > 0)
                .put("partitions", topic.partitions())
                .put("replicas", topic.replicas())
                .fields();
    }

    @Command(
            name = "diff",
            description = "Tell where topics are not as their manifests want them. Exit code 3 if there is anything.",
            mixinStandardHelpOptions = true)
    int diff(@Mixin ConfigOption config, @Mixin OutputOption output) throws Exception {
        MigrationConfig migration = config.read();
        try (Admin admin = admin(migration)) {
            List<TopicDifference> differences = new TopicReconciliation(admin, wanted(migration)).differences();
            print(differences, output);
            return differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
        }
    }

    @Command(
            name = "apply",
            description = {
                "Create missing topics and alter settings. Never deletes, never changes a number of partitions, never"
                        + " keeps records for a shorter time: exit code 7, and nothing is done.",
                "Exit code 3 if something is left that only an administrator of the cluster can do."
            },
            mixinStandardHelpOptions = true)
    int apply(@Mixin ConfigOption config, @Mixin OutputOption output) throws Exception {
        MigrationConfig migration = config.read();
        try (Admin admin = admin(migration)) {
            TopicReconciliation reconciliation = new TopicReconciliation(admin, wanted(migration));
            print(reconciliation.differences(), output);
            return reconciliation.apply().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
        }
    }

    private void print(List<TopicDifference> differences, OutputOption output) {
        if (output.isJson()) {
            out().println(new JsonAnswer()
                    .put(
                            "differences",
                            differences.stream().map(TopicsCommand::json).toList())
                    .text());
            return;
        }
        for (TopicDifference d : differences) {
            out().println(action(d) + "  " + d.topic() + "  " + d.what() + ": " + d.found() + " -> " + d.wanted()
                    + (d.why().isEmpty() ? "" : "  (" + d.why() + ")"));
        }
    }

    private static Map<String, Object> json(TopicDifference d) {
        return new JsonAnswer()
                .put("action", action(d))
                .put("topic", d.topic())
                .put("what", d.what())
                .put("found", d.found())
                .put("wanted", d.wanted())
                .put("why", d.why())
                .fields();
    }

    private static String action(TopicDifference d) {
        return d.action().name().toLowerCase(Locale.ROOT);
    }

    @Command(
            name = "export",
            description = "Write a KafkaTopic manifest for each topic of this migration, for Strimzi.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin ConfigOption config,
            @Option(names = "--to", paramLabel = "FOLDER", description = "a file each (default: all to stdout)")
                    @Nullable
                    Path to)
            throws Exception {
        for (WantedTopic topic : wanted(config.read())) {
            String yaml = TopicExport.yaml(topic);
            if (to == null) {
                out().print("---\n" + yaml);
            } else {
                Files.createDirectories(to);
                Files.writeString(to.resolve(TopicExport.resourceName(topic.name()) + ".yaml"), yaml);
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private List<WantedTopic> wanted(MigrationConfig migration) throws Exception {
        List<TopicManifest> manifests = folder == null ? TopicManifests.bundled() : TopicManifests.in(folder);
        return MigrationPlan.topics(migration, manifests);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
