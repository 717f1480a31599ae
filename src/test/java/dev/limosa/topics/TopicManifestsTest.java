package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The manifests in {@code topics/} must ask for what the service demands. */
class TopicManifestsTest {

    private static final Map<String, TopicSpec> SPECS = Map.of(
            "history", TopicSpec.history("<migration>.<schema>.<table>", 8),
            "output", TopicSpec.output("<migration>.g<generation>.<schema>.<table>", 8),
            "position", TopicSpec.compacted("<migration>.position"),
            "schemas", TopicSpec.compacted("<migration>.schemas"),
            "status", TopicSpec.status("<migration>.status"),
            "dead-letters", TopicSpec.deadLetters("<migration>.dlq"));

    @ParameterizedTest
    @ValueSource(strings = {"history", "output", "position", "schemas", "status", "dead-letters"})
    @SuppressWarnings("unchecked")
    void asksForWhatTheServiceDemands(String name) throws IOException {
        Map<String, Object> manifest = new Yaml().load(Files.readString(Path.of("topics", name + ".yaml")));
        Map<String, Object> spec = (Map<String, Object>) manifest.get("spec");
        Map<String, String> config = new TreeMap<>((Map<String, String>) spec.get("config"));
        config.remove("min.insync.replicas");
        TopicSpec expected = SPECS.get(name);
        assertEquals(expected.name(), spec.get("topicName"));
        assertEquals(expected.partitions(), spec.get("partitions"));
        assertEquals(new TreeMap<>(expected.config()), config);
    }
}
