package dev.limosa.check;

import static java.util.Objects.requireNonNull;

import dev.limosa.topics.TopicSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The topics that are there already: their policy, their partitions, and what is in them. */
final class TopicChecks {

    private final Admin admin;
    private final Set<String> existing;
    private final Findings out;

    TopicChecks(Admin admin, Findings out) throws InterruptedException {
        this.admin = admin;
        this.existing = KafkaProbe.get(admin.listTopics().names());
        this.out = out;
    }

    /** Whether the topic has, or has had, a record. */
    boolean written(String topic) throws InterruptedException {
        return existing.contains(topic)
                && offsets(topic, OffsetSpec.latest()).stream().anyMatch(end -> end > 0);
    }

    void run(Collection<TopicSpec> specs) throws InterruptedException {
        names(specs);
        List<TopicSpec> there =
                specs.stream().filter(s -> existing.contains(s.name())).toList();
        List<String> topics = there.stream().map(TopicSpec::name).toList();
        Map<String, TopicDescription> found =
                KafkaProbe.get(admin.describeTopics(topics).allTopicNames());
        Map<ConfigResource, Config> configs = KafkaProbe.get(
                admin.describeConfigs(topics.stream().map(TopicChecks::resource).toList())
                        .all());
        List<String> single = new ArrayList<>();
        for (TopicSpec spec : there) {
            partitions(spec, requireNonNull(found.get(spec.name())).partitions().size());
            Config config = requireNonNull(configs.get(resource(spec.name())));
            policy(spec, config);
            copies(spec, requireNonNull(found.get(spec.name())), config, single);
        }
        if (!single.isEmpty()) {
            out.warn(
                    CheckId.KF_305,
                    "",
                    "lost with the one broker that has them are " + Text.count(single.size(), "topic", "topics") + ": "
                            + Text.names(single),
                    Fix.byHand("kafka-reassign-partitions.sh, to give them three copies"));
        }
        String count = there.size() + " of " + specs.size() + " topics are there, the others will be made";
        out.okIfNothing(CheckId.TP_401, count);
        out.okIfNothing(CheckId.TP_402, count);
        out.okIfNothing(CheckId.TP_403, "no other topic is in the way");
    }

    /**
     * Kafka takes {@code .} and {@code _} for the same character where it names its metrics, and refuses the second.
     */
    private void names(Collection<TopicSpec> specs) {
        Map<String, String> folded = new HashMap<>();
        existing.forEach(name -> folded.put(name.replace('.', '_'), name));
        for (TopicSpec spec : specs) {
            String other = folded.get(spec.name().replace('.', '_'));
            if (other != null && !existing.contains(spec.name())) {
                out.fail(
                        CheckId.TP_403,
                        spec.name(),
                        "expected no topic that Kafka can't tell from it, found '" + other + "'",
                        "give the migration another name");
            }
        }
    }

    private void partitions(TopicSpec spec, int found) {
        if (found != spec.partitions()) {
            out.fail(
                    CheckId.TP_402,
                    spec.name(),
                    "expected " + spec.partitions() + " partitions, found " + found
                            + ": a key's place in history is fixed by their number",
                    "set 'partitions' back, or give the migration another name");
        }
    }

    private void policy(TopicSpec spec, Config found) throws InterruptedException {
        for (Map.Entry<String, String> setting : spec.config().entrySet()) {
            String value = found.get(setting.getKey()) == null
                    ? ""
                    : found.get(setting.getKey()).value();
            if (!TopicSpec.suffices(setting.getKey(), setting.getValue(), value)) {
                differs(spec, setting.getKey(), setting.getValue(), value);
            }
        }
    }

    /** What a wrong policy has removed does not come back when it is set right. */
    private void differs(TopicSpec spec, String key, String expected, String found) throws InterruptedException {
        boolean loses = !key.equals(TopicSpec.MAX_MESSAGE_BYTES);
        boolean compacted = expected.equals("delete") && found.contains("compact");
        String reason = "expected " + key + "=" + expected + ", found " + key + "=" + found;
        if (loses && written(spec.name()) && (compacted || removed(spec.name()))) {
            out.fail(
                    CheckId.TP_401,
                    spec.name(),
                    reason + ", and records in it that may be gone already",
                    "begin another migration with a name of its own, or delete the topic if nothing has begun");
            return;
        }
        out.fail(
                CheckId.TP_401,
                spec.name(),
                reason,
                Fix.safe(
                        "kafka-configs.sh --bootstrap-server … --alter --entity-type topics --entity-name "
                                + spec.name() + " --add-config " + key + "=" + expected,
                        new Fix.TopicSetting(spec.name(), key, expected)));
    }

    private boolean removed(String topic) throws InterruptedException {
        return offsets(topic, OffsetSpec.earliest()).stream().anyMatch(start -> start > 0);
    }

    /** Topics that an earlier migration of this name has left, while the target has never heard of it. */
    void leftOver(Collection<TopicSpec> specs, Progress progress) throws SQLException, InterruptedException {
        List<String> written = new ArrayList<>();
        for (TopicSpec spec : specs) {
            if (written(spec.name())) {
                written.add(spec.name());
            }
        }
        boolean planned = progress.planned();
        if (!planned) {
            written.forEach(topic -> out.fail(
                    CheckId.TP_404,
                    topic,
                    "expected it to be empty, since the target knows of no migration of this name; found records",
                    "give the migration another name, or delete the topics of the earlier one"));
        }
        out.okIfNothing(CheckId.TP_404, planned ? "the migration goes on" : "none");
    }

    boolean allExist(Collection<TopicSpec> specs) {
        return specs.stream().allMatch(spec -> existing.contains(spec.name()));
    }

    /** Of a topic that is there, its own copies count, not what the brokers would give a new one. */
    private void copies(TopicSpec spec, TopicDescription found, Config config, List<String> single) {
        int copies = found.partitions().stream()
                .mapToInt(p -> p.replicas().size())
                .min()
                .orElse(0);
        ConfigEntry setting = config.get("min.insync.replicas");
        int inSync = setting == null || setting.value() == null ? 1 : Integer.parseInt(setting.value());
        if (inSync > copies) {
            out.fail(
                    CheckId.KF_305,
                    spec.name(),
                    "expected min.insync.replicas of at most its " + copies + " copies, found " + inSync
                            + ": it can't be written",
                    "kafka-configs.sh --bootstrap-server … --alter --entity-type topics --entity-name " + spec.name()
                            + " --add-config min.insync.replicas=" + Math.max(1, copies - 1));
        } else if (copies < 2) {
            single.add(spec.name());
        }
    }

    private List<Long> offsets(String topic, OffsetSpec which) throws InterruptedException {
        TopicDescription description = requireNonNull(
                KafkaProbe.get(admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic));
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(
                        0, description.partitions().size())
                .mapToObj(p -> new TopicPartition(topic, p))
                .collect(Collectors.toMap(p -> p, p -> which));
        Stream<ListOffsetsResultInfo> found =
                KafkaProbe.get(admin.listOffsets(asked).all()).values().stream();
        return found.map(ListOffsetsResultInfo::offset).toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
