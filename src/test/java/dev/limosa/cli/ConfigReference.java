package dev.limosa.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.limosa.config.ConfigSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** docs/config.md: what the JSON Schema says of every key. */
final class ConfigReference {

    private static final String HEAD =
            """
            # migration.yaml

            Made from the JSON Schema that `limosa schema` prints.

            **Strict.** A key that is not here, a value of the wrong kind, a key that stands twice: each is an error, all of
            them are told at once as `file:line:column: what is wrong; did you mean …?`, and the exit code is 2. Only the
            maps called `properties` take any key.

            **Precedence.** `--set sink.tasks=4` (may be given again; the later one wins) > the environment
            (`LIMOSA_SINK_TASKS=4`) > the file > the default. `--set 'tables[0].apply=parallel'` reaches into a list,
            `--set kafka.properties.security.protocol=SSL` and `LIMOSA_KAFKA_PROPERTIES_SECURITY_PROTOCOL=SSL` into a map of
            properties. A `LIMOSA_…` variable that is nearly one of these is an error, any other unknown one a warning; what
            Kubernetes sets for a service called `limosa` is passed over. `LIMOSA_CONFIG` (the file), `LIMOSA_OPTS` (the JVM's
            options) and `LIMOSA_LOG` (the log level) are read by the command itself.

            **Secrets** are written as references, `${env:NAME}` or `${file:/absolute/path:key}` (a line `key=value` of a Java
            properties file), alone or, in `url`, `user`, `bootstrap-servers` and `properties`, inside other text. Kafka's own
            providers read them. A reference has no default value. A secret itself is refused in the file and in `--set`; only
            the environment may hold one (`LIMOSA_SOURCE_PASSWORD`). No value of a secret is ever printed.
            """;

    private static final String PARAMETERS = "-parameters";

    private final JsonNode schema;
    private final StringBuilder text = new StringBuilder(HEAD);

    private ConfigReference(JsonNode schema) {
        this.schema = schema;
    }

    static String text() throws JsonProcessingException {
        ConfigReference reference = new ConfigReference(new ObjectMapper().readTree(ConfigSchema.text()));
        reference.section("The file", "", reference.schema);
        reference.schema.path("properties").properties().stream()
                .filter(part -> part.getValue().has("properties"))
                .forEach(part -> reference.section("`" + part.getKey() + "`", part.getKey() + ".", part.getValue()));
        reference.section("Each of `text.resources`", null, reference.schema.at("/$defs/resource"));
        reference.section("Each of `text.chains`", null, reference.schema.at("/$defs/chain"));
        reference.section("Each of `tables`", null, reference.schema.at("/$defs/table"));
        reference.section("`where` of a table", null, reference.schema.at("/$defs/table/properties/where"));
        reference.section("`statistics` of a table", null, reference.schema.at("/$defs/table/properties/statistics"));
        reference.section("Each of `transforms`: one of", null, reference.schema.at("/$defs/transform"));
        for (JsonNode kind : reference.schema.at("/$defs/output/oneOf")) {
            String name = kind.path("$ref").asText().replaceAll(".*/", "");
            reference.section("An output `" + name + "`", null, reference.schema.at("/$defs/" + name));
        }
        reference.schema.path("$defs").properties().stream()
                .filter(part -> part.getKey().endsWith(PARAMETERS))
                .forEach(part -> reference.section(
                        "`" + part.getKey().replace(PARAMETERS, "") + "`: also `columns`, and", null, part.getValue()));
        return reference.text.toString();
    }

    /** @param prefix of the keys' paths; null inside a list, where no variable reaches */
    private void section(String title, @Nullable String prefix, JsonNode object) {
        text.append("\n## ").append(title).append("\n\n");
        if (object.has("description")) {
            text.append(object.path("description").asText()).append("\n\n");
        }
        text.append("| key | value | default | |\n|---|---|---|---|\n");
        List<String> required = new ArrayList<>();
        object.path("required").forEach(key -> required.add(key.asText()));
        object.path("properties").properties().forEach(key -> {
            String otherwise =
                    key.getValue().has("default") ? "`" + key.getValue().path("default") + "`" : "";
            text.append("| `")
                    .append(key.getKey())
                    .append("` | ")
                    .append(kind(key.getValue()))
                    .append(" | ");
            text.append(required.contains(key.getKey()) ? "**required**" : otherwise)
                    .append(" | ");
            text.append(key.getValue().path("description").asText());
            text.append(variable(prefix, key.getKey(), key.getValue())).append(" |\n");
        });
    }

    private static String variable(@Nullable String prefix, String key, JsonNode value) {
        boolean single = !value.has("properties")
                && !key.equals("tables")
                && !key.equals("properties")
                && !value.path("$ref").asText().endsWith("/by-name");
        return prefix == null || !single
                ? ""
                : " `LIMOSA_"
                        + (prefix + key)
                                .toUpperCase(Locale.ROOT)
                                .replace('.', '_')
                                .replace('-', '_') + "`";
    }

    private static String kind(JsonNode value) {
        if (value.has("minimum")) {
            return value.path("minimum") + " to " + value.path("maximum");
        }
        if (value.has("enum")) {
            return value.path("enum")
                    .toString()
                    .replaceAll("[\\[\\]\"]", "`")
                    .replace("`,`", "`, `")
                    .replace("``", "`");
        }
        if (value.has("const")) {
            return "`" + value.path("const").asText() + "`";
        }
        if (value.at("/additionalProperties/$ref").asText().endsWith("/output")) {
            return "map of outputs";
        }
        return value.has("properties") ? "map" : named(value);
    }

    private static String named(JsonNode value) {
        return switch (value.path("$ref").asText().replaceAll(".*/", "")) {
            case "secret" -> "reference";
            case "url" -> "JDBC URL";
            case "pass-through" -> "map of any keys";
            case "by-name" -> "map of names";
            case "component" -> "component";
            case "components" -> "component, or list of them";
            case "tableName" -> "`schema.table`";
            case "columns" -> "column, or list of them";
            case "names" -> "map of names";
            case "texts" -> "text, or list of it";
            case "textSteps" -> "list of steps";
            case "chainChoice" -> "chain, or map of language → chain";
            case "replace-step", "truncate-step", "mask-words-step", "mask-step", "hash-step" -> "map with `columns`";
            default -> value.has("anyOf")
                    ? "list"
                    : value.path("type").asText().equals("boolean") ? "true or false" : "text";
        };
    }
}
