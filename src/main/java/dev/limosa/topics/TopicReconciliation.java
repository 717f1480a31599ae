package dev.limosa.topics;

import static java.util.Objects.requireNonNull;

import dev.limosa.config.RefusedException;
import dev.limosa.topics.TopicDifference.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Compares the topics of a cluster with what their manifests want, and brings them there as far as nothing is lost:
 * creates and alters, never deletes, never adds a partition, never keeps records for a shorter time.
 */
public final class TopicReconciliation {

    private static final Set<String> SHRINKING = Set.of("retention.ms", "retention.bytes");

    private final Admin admin;
    private final List<WantedTopic> wanted;
    private final Map<String, TopicDescription> found = new TreeMap<>();
    private final Map<String, Config> configs = new HashMap<>();
    private final int brokers;

    /** Looks at the cluster once. */
    public TopicReconciliation(Admin admin, Collection<WantedTopic> wanted)
            throws ExecutionException, InterruptedException {
        this.admin = admin;
        this.wanted = List.copyOf(wanted);
        brokers = admin.describeCluster().nodes().get().size();
        Set<String> known = admin.listTopics().names().get();
        List<String> names =
                wanted.stream().map(WantedTopic::name).filter(known::contains).toList();
        found.putAll(admin.describeTopics(names).allTopicNames().get());
        admin.describeConfigs(names.stream().map(TopicReconciliation::resource).toList())
                .all()
                .get()
                .forEach((resource, config) -> configs.put(resource.name(), config));
    }

    /**
     * A topic as it is.
     *
     * @param partitions 0 if it does not exist; the same for {@code replicas}
     */
    public record Listed(String name, String type, int partitions, int replicas) {}

    public List<Listed> list() {
        return wanted.stream()
                .map(topic -> new Listed(topic.name(), topic.type(), partitions(topic), replicas(topic)))
                .toList();
    }

    private int partitions(WantedTopic topic) {
        TopicDescription description = found.get(topic.name());
        return description == null ? 0 : description.partitions().size();
    }

    private int replicas(WantedTopic topic) {
        TopicDescription description = found.get(topic.name());
        return description == null
                ? 0
                : description.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0);
    }

    public List<TopicDifference> differences() {
        List<TopicDifference> differences = new ArrayList<>();
        for (WantedTopic topic : wanted) {
            if (found.containsKey(topic.name())) {
                comparePartitions(topic, differences);
                compareReplicas(topic, differences);
                compareConfig(topic.with(replicas(topic)), differences);
            } else {
                WantedTopic possible = topic.with(brokers);
                String shape = possible.partitions() + " partitions, " + possible.replicas() + " replicas";
                differences.add(
                        new TopicDifference(topic.name(), "topic", "none", shape, Action.CREATE, tooFewBrokers(topic)));
            }
        }
        return differences;
    }

    private String tooFewBrokers(WantedTopic topic) {
        return brokers >= topic.replicas()
                ? ""
                : "its manifest wants " + topic.replicas() + " replicas, the cluster has " + brokers + " brokers";
    }

    private void comparePartitions(WantedTopic topic, List<TopicDifference> differences) {
        if (partitions(topic) != topic.partitions()) {
            differences.add(
                    new TopicDifference(
                            topic.name(),
                            "partitions",
                            Integer.toString(partitions(topic)),
                            Integer.toString(topic.partitions()),
                            Action.REFUSED,
                            "a key's partition follows from their number: rows written before and after would be in two, and"
                                    + " their order lost; set 'partitions' back in the configuration, or begin another migration"));
        }
    }

    private void compareReplicas(WantedTopic topic, List<TopicDifference> differences) {
        int possible = Math.min(topic.replicas(), brokers);
        if (replicas(topic) < possible) {
            differences.add(new TopicDifference(
                    topic.name(),
                    "replicas",
                    Integer.toString(replicas(topic)),
                    Integer.toString(possible),
                    Action.MANUAL,
                    "run kafka-reassign-partitions.sh, which moves data between brokers"));
        }
    }

    private void compareConfig(WantedTopic topic, List<TopicDifference> differences) {
        Config config = requireNonNull(configs.get(topic.name()));
        new TreeMap<>(topic.config()).forEach((key, value) -> {
            ConfigEntry entry = config.get(key);
            String now = entry == null || entry.value() == null ? "" : entry.value();
            if (!TopicSpec.suffices(key, value, now)) {
                boolean shrinks = SHRINKING.contains(key) && isLess(value, now);
                differences.add(new TopicDifference(
                        topic.name(),
                        key,
                        now,
                        value,
                        shrinks ? Action.REFUSED : Action.ALTER,
                        shrinks ? "records would be deleted; do it by kafka-configs.sh if that is meant" : ""));
            }
        });
    }

    /** -1 is for ever. */
    private static boolean isLess(String wanted, String found) {
        long to = Long.parseLong(wanted);
        long from = found.isEmpty() ? -1 : Long.parseLong(found);
        return to >= 0 && (from < 0 || to < from);
    }

    /**
     * Creates and alters.
     *
     * @return what is left for an administrator to do
     * @throws RefusedException if anything is refused; then nothing was changed
     */
    public List<TopicDifference> apply() throws ExecutionException, InterruptedException {
        List<TopicDifference> differences = differences();
        List<String> refused = differences.stream()
                .filter(d -> d.action() == Action.REFUSED)
                .map(d -> "cannot set " + d.what() + " of topic '" + d.topic() + "' to " + d.wanted() + ": it is "
                        + d.found() + "; " + d.why())
                .toList();
        if (!refused.isEmpty()) {
            throw new RefusedException(String.join("\n", refused));
        }
        create();
        alter(differences);
        return differences.stream().filter(d -> d.action() == Action.MANUAL).toList();
    }

    private void create() throws ExecutionException, InterruptedException {
        List<NewTopic> missing = wanted.stream()
                .filter(topic -> !found.containsKey(topic.name()))
                .map(topic -> topic.with(brokers))
                .map(topic -> new NewTopic(
                                topic.name(), Optional.of(topic.partitions()), Optional.of((short) topic.replicas()))
                        .configs(topic.config()))
                .toList();
        admin.createTopics(missing).all().get();
    }

    private void alter(List<TopicDifference> differences) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = differences.stream()
                .filter(d -> d.action() == Action.ALTER)
                .collect(Collectors.groupingBy(
                        d -> resource(d.topic()),
                        Collectors.mapping(
                                d -> new AlterConfigOp(new ConfigEntry(d.what(), d.wanted()), AlterConfigOp.OpType.SET),
                                Collectors.toCollection(ArrayList::new))));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
