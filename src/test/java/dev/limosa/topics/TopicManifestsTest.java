package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The manifests in {@code topics/} must ask for what the service demands. */
class TopicManifestsTest {

    private static final Map<String, TopicSpec> SPECS = Map.of(
            "history", TopicSpec.history("<migration>.<schema>.<table>", 8),
            "output", TopicSpec.output("<migration>.g<generation>.<schema>.<table>", 8),
            "terms", TopicSpec.output("<migration>.g<generation>.-terms.<schema>.<table>", 8),
            "changelog",
                    TopicSpec.changelog("<migration>-g<generation>-transform-<store>.<schema>.<table>-changelog", 8),
            "position", TopicSpec.position("<migration>.position"),
            "schemas", TopicSpec.compacted("<migration>.schemas"),
            "status", TopicSpec.status("<migration>.status"),
            "dead-letters", TopicSpec.deadLetters("<migration>.dlq"));

    @ParameterizedTest
    @ValueSource(strings = {"history", "output", "position", "schemas", "status", "dead-letters", "terms", "changelog"})
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

    @Test
    void everyManifestIsBundled() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("topics"))) {
            assertEquals(
                    TopicManifests.BUNDLED,
                    files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .sorted()
                            .toList());
        }
        assertEquals(
                TopicManifests.in(Path.of("topics")).stream()
                        .map(TopicManifest::config)
                        .toList(),
                TopicManifests.bundled().stream().map(TopicManifest::config).toList());
    }

    @Test
    void findsTheManifestOfEachTopic() {
        TopicNames names = new TopicNames("m-1");
        TableId table = new TableId("pub_lic", "T_a.b");
        assertEquals("history", type(names.history(table)));
        assertEquals("output", type(names.output(2, table)));
        assertEquals("output", type(names.orderedOutput(2, table)));
        assertEquals("terms", type(names.termsChannel(2, table)));
        names.termsChangelogs(2, names.termsChannel(2, table)).forEach(topic -> assertEquals("changelog", type(topic)));
        assertEquals(List.of(), names.termsChangelogs(2, names.history(table)));
        assertEquals("history", type(names.history(new TableId("g1", "t"))));
        assertEquals("position", type(names.position()));
        assertEquals("schemas", type(names.schemas()));
        assertEquals("dead-letters", type(names.deadLetters()));
        assertEquals(List.of(), types("m-2.public.t"));
    }

    private static String type(String topic) {
        List<String> types = types(topic);
        assertEquals(1, types.size(), topic + " " + types);
        return types.get(0);
    }

    private static List<String> types(String topic) {
        return TopicManifests.bundled().stream()
                .filter(manifest -> manifest.describes(topic, "m-1"))
                .map(TopicManifest::type)
                .toList();
    }

    @Test
    void aManifestThatIsNoneIsRefusedByItsName() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> TopicManifests.parse("topics/x.yaml", "kind: Deployment"))
                .getMessage()
                .contains("topics/x.yaml: expected kind KafkaTopic, found Deployment"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> TopicManifests.parse("topics/x.yaml", "a: [unclosed"))
                .getMessage()
                .startsWith("cannot read topics/x.yaml"));
    }

    @Test
    void aManifestMayNotUndoWhatTheServiceDemands() {
        TopicManifest compacting = new TopicManifest(
                "history.yaml",
                "history",
                "<migration>.<schema>.<table>",
                3,
                Map.of(),
                Map.of("cleanup.policy", "compact"));
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> WantedTopic.of(List.of(TopicSpec.history("m-1.public.t", 4)), List.of(compacting), "m-1"));
        assertTrue(
                refused.getMessage().contains("expected cleanup.policy=delete, found compact"), refused.getMessage());
    }

    @Test
    void asManyReplicasInSyncAreDemandedAsLeaveOneFree() {
        WantedTopic topic = new WantedTopic("t", "history", 4, 3, Map.of(), Map.of("min.insync.replicas", "2"));
        assertEquals("2", topic.with(3).config().get("min.insync.replicas"));
        assertEquals("1", topic.with(2).config().get("min.insync.replicas"));
        assertEquals("1", topic.with(1).config().get("min.insync.replicas"));
        assertEquals(1, topic.with(1).replicas());
    }

    @Test
    void exportsUnderANameThatKubernetesTakesAndNoOtherTopicHas() {
        assertEquals("m-1.public.t", TopicExport.resourceName("m-1.public.t"));
        String upper = TopicExport.resourceName("m-1.public.T_a");
        String lower = TopicExport.resourceName("m-1.public.t_a");
        String ordered = TopicExport.resourceName("m-1.g1.-ordered.public.t");
        assertNotEquals(upper, lower);
        for (String name : List.of(upper, lower, ordered)) {
            assertTrue(name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"), name);
        }
    }
}
