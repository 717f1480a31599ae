package dev.limosa.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The JSON Schema of {@code migration.yaml}: for editors, for the reference, and for the names of the environment. */
public final class ConfigSchema {

    private static final String RESOURCE = "migration.schema.json";

    private final List<String> paths = new ArrayList<>();
    private final List<String> maps = new ArrayList<>();

    private ConfigSchema() {}

    public static String text() {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("BUG: resource " + RESOURCE + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot read " + RESOURCE, e);
        }
    }

    static ConfigSchema load() {
        try {
            ConfigSchema schema = new ConfigSchema();
            schema.collect(new ObjectMapper().readTree(text()), "");
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: " + RESOURCE + " is no JSON", e);
        }
    }

    /** The paths of all single values that stand in no list, such as {@code sink.tasks}. */
    List<String> paths() {
        return paths;
    }

    /** The paths of the maps whose keys are not ours, such as {@code kafka.properties}. */
    List<String> maps() {
        return maps;
    }

    private void collect(JsonNode object, String prefix) {
        object.path("properties").properties().forEach(property -> {
            String path = prefix + property.getKey();
            JsonNode value = property.getValue();
            String kind = value.path("$ref").asText();
            if (value.has("properties")) {
                collect(value, path + ".");
            } else if (kind.endsWith("/pass-through")) {
                maps.add(path);
            } else if (!path.equals("tables") && !kind.endsWith("/by-name")) {
                paths.add(path);
            }
        });
    }
}
