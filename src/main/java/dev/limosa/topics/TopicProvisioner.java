package dev.limosa.topics;

import static java.util.Objects.requireNonNull;

import dev.limosa.config.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing and refuses those that are not as they must be; never changes one. */
public final class TopicProvisioner {

    private static final Duration PROPAGATION = Duration.ofSeconds(30);

    private final Admin admin;

    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /** @throws RefusedException naming every topic that differs, and how */
    public void provision(Collection<TopicSpec> specs) throws InterruptedException {
        for (TopicSpec spec : specs) {
            create(spec);
        }
        List<String> problems = problems(specs);
        if (!problems.isEmpty()) {
            throw new RefusedException(String.join("\n", problems));
        }
    }

    private void create(TopicSpec spec) throws InterruptedException {
        NewTopic topic = new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty());
        try {
            admin.createTopics(List.of(topic.configs(spec.config()))).all().get();
        } catch (ExecutionException e) {
            // Another replica may be a moment faster; what it made is checked like any other.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create topic '" + spec.name() + "': " + e.getMessage(), e);
            }
        }
    }

    private List<String> problems(Collection<TopicSpec> specs) throws InterruptedException {
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (true) {
            try {
                return problems(specs, names);
            } catch (ExecutionException e) {
                // A broker may not know yet what the controller has just made.
                boolean tooEarly = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!tooEarly || System.nanoTime() > deadline) {
                    throw new IllegalStateException("cannot describe the topics: " + e.getMessage(), e);
                }
                Thread.sleep(50);
            }
        }
    }

    private List<String> problems(Collection<TopicSpec> specs, List<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> found =
                admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(
                        names.stream().map(TopicProvisioner::resource).toList())
                .all()
                .get();
        List<String> problems = new ArrayList<>();
        for (TopicSpec spec : specs) {
            checkPartitions(
                    spec, requireNonNull(found.get(spec.name())).partitions().size(), problems);
            checkConfig(spec, requireNonNull(configs.get(resource(spec.name()))), problems);
        }
        return problems;
    }

    private static void checkPartitions(TopicSpec spec, int found, List<String> problems) {
        if (found != spec.partitions()) {
            problems.add("cannot use topic '" + spec.name() + "': expected " + spec.partitions() + " partitions, found "
                    + found + "; a key's place in history is fixed by their number, set it back in the configuration");
        }
    }

    private static void checkConfig(TopicSpec spec, Config found, List<String> problems) {
        spec.config().forEach((key, expected) -> {
            String value = found.get(key) == null ? "" : found.get(key).value();
            if (!TopicSpec.suffices(key, expected, value)) {
                problems.add("cannot use topic '" + spec.name() + "': expected " + key + "=" + expected + ", found "
                        + value + "; run kafka-configs.sh --alter --entity-type topics --entity-name " + spec.name()
                        + " --add-config " + key + "=" + expected);
            }
        });
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
