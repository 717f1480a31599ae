package dev.limosa.topics;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a topic as a {@code KafkaTopic} manifest of its own, for a cluster that Strimzi runs. */
public final class TopicExport {

    private static final int LONGEST = 200;

    private TopicExport() {}

    public static String yaml(WantedTopic topic) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", resourceName(topic.name()));
        metadata.put("labels", new TreeMap<>(topic.labels()));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("topicName", topic.name());
        spec.put("partitions", topic.partitions());
        spec.put("replicas", topic.replicas());
        spec.put("config", new TreeMap<>(topic.config()));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", "kafka.strimzi.io/v1");
        manifest.put("kind", "KafkaTopic");
        manifest.put("metadata", metadata);
        manifest.put("spec", spec);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(manifest);
    }

    /**
     * A name Kubernetes takes: lower case, digits, {@code .} and {@code -}. Where that is not the topic's own, a hash
     * of it keeps two names apart.
     */
    public static String resourceName(String topic) {
        String name = topic.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]", "-")
                .replaceAll("\\.-+", ".")
                .replaceAll("-+\\.", ".")
                .replaceAll("[.-]+$", "");
        if (name.equals(topic) && name.length() <= LONGEST) {
            return name;
        }
        int hash = Utils.murmur2(topic.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, Math.min(name.length(), LONGEST)) + "-" + String.format(Locale.ROOT, "%08x", hash);
    }
}
