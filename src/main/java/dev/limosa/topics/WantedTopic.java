package dev.limosa.topics;

import dev.limosa.config.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic of a migration as its manifest wants it: what the manifest says, but for the number of partitions, which is
 * the configuration's.
 */
public record WantedTopic(
        String name,
        String type,
        int partitions,
        int replicas,
        Map<String, String> labels,
        Map<String, String> config) {

    static final String MIN_IN_SYNC = "min.insync.replicas";

    public WantedTopic {
        labels = Map.copyOf(labels);
        config = Map.copyOf(config);
    }

    /**
     * @param specs the migration's topics as the service needs them
     * @throws RefusedException if a manifest is missing, or asks for what the service can't work with
     */
    public static List<WantedTopic> of(List<TopicSpec> specs, List<TopicManifest> manifests, String migration) {
        List<WantedTopic> topics = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (TopicSpec spec : specs) {
            manifests.stream()
                    .filter(manifest -> manifest.describes(spec.name(), migration))
                    .findFirst()
                    .ifPresentOrElse(
                            manifest -> topics.add(of(spec, manifest, problems)),
                            () -> problems.add("cannot find the manifest of topic '" + spec.name()
                                    + "': expected one whose topicName describes it, found none"));
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(String.join("\n", problems));
        }
        return topics;
    }

    private static WantedTopic of(TopicSpec spec, TopicManifest manifest, List<String> problems) {
        Map<String, String> config = new TreeMap<>(manifest.config());
        spec.config().forEach((key, demanded) -> {
            String found = config.putIfAbsent(key, demanded);
            if (found != null && !TopicSpec.suffices(key, demanded, found)) {
                problems.add("cannot use " + manifest.file() + " for topic '" + spec.name() + "': expected " + key + "="
                        + demanded + ", found " + found + "; the migration can't work without it");
            }
        });
        return new WantedTopic(
                spec.name(), manifest.type(), spec.partitions(), manifest.replicas(), manifest.labels(), config);
    }

    /** The same on a cluster, or for a topic, that has fewer replicas than wanted: one of them may be away. */
    WantedTopic with(int actualReplicas) {
        if (actualReplicas >= replicas) {
            return this;
        }
        Map<String, String> possible = new TreeMap<>(config);
        possible.computeIfPresent(
                MIN_IN_SYNC,
                (key, value) -> Integer.toString(Math.max(1, Math.min(Integer.parseInt(value), actualReplicas - 1))));
        return new WantedTopic(name, type, partitions, actualReplicas, labels, possible);
    }
}
