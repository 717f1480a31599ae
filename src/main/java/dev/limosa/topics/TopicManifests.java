package dev.limosa.topics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads topic manifests: those that come with Limosa, or a folder of one's own. */
public final class TopicManifests {

    /** What the {@code topics} folder holds; a jar can't be listed. */
    static final List<String> BUNDLED =
            List.of("changelog", "dead-letters", "history", "output", "position", "schemas", "status", "terms");

    private TopicManifests() {}

    public static List<TopicManifest> bundled() {
        List<TopicManifest> manifests = new ArrayList<>();
        for (String name : BUNDLED) {
            String file = "topics/" + name + ".yaml";
            try (InputStream in = TopicManifests.class.getResourceAsStream("/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("BUG: resource " + file + " is missing");
                }
                manifests.add(parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException("BUG: cannot read " + file, e);
            }
        }
        return manifests;
    }

    /** Every {@code *.yaml} in that folder. */
    public static List<TopicManifest> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<TopicManifest> manifests = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                manifests.add(parse(file.toString(), Files.readString(file)));
            }
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read topic manifests in folder '" + folder + "'", e);
        }
    }

    static TopicManifest parse(String file, String yaml) {
        Map<?, ?> root = map(file, "a map", load(file, yaml));
        if (!"KafkaTopic".equals(root.get("kind"))) {
            throw new IllegalArgumentException(
                    "cannot read " + file + ": expected kind KafkaTopic, found " + root.get("kind"));
        }
        Map<?, ?> metadata = map(file, "metadata", root.get("metadata"));
        Map<?, ?> spec = map(file, "spec", root.get("spec"));
        return new TopicManifest(
                file,
                text(file, "metadata.name", metadata.get("name")).replaceFirst("^limosa-", ""),
                text(file, "spec.topicName", spec.get("topicName")),
                number(file, "spec.replicas", spec.get("replicas")),
                texts(file, "metadata.labels", metadata.get("labels")),
                texts(file, "spec.config", spec.get("config")));
    }

    private static @Nullable Object load(String file, String yaml) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<?, ?> map(String file, String what, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("cannot read " + file + ": expected " + what + ", found " + value);
    }

    private static String text(String file, String what, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("cannot read " + file + ": expected a text as " + what + ", found " + value);
    }

    private static int number(String file, String what, @Nullable Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(
                "cannot read " + file + ": expected a number as " + what + ", found " + value);
    }

    private static Map<String, String> texts(String file, String what, @Nullable Object value) {
        Map<String, String> texts = new TreeMap<>();
        if (value != null) {
            map(file, what, value).forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
        }
        return texts;
    }
}
