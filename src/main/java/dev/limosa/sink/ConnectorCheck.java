package dev.limosa.sink;

import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** What can be known of a connector's settings before it runs. Each finding stands under the setting to change. */
final class ConnectorCheck {

    static final String TOPICS = "topics";
    static final String TOPICS_REGEX = "topics.regex";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final String UNDEFINED_TABLE = "42P01";

    /** What must stand there; the worker's own defaults can't be seen from here, so each has to be said. */
    private static final Map<String, String> DEMANDED = Map.of(
            "key.converter", BYTES,
            "value.converter", BYTES,
            "header.converter", BYTES,
            "consumer.override.isolation.level", "read_committed");

    private final Map<String, String> given;
    private final List<ConfigValue> findings = new ArrayList<>();

    ConnectorCheck(Map<String, String> given) {
        this.given = given;
    }

    /** Adds its findings to those of the definition. */
    Config complete(Config defined) {
        DEMANDED.forEach(this::demand);
        refuse("transforms", "", "a record that is changed or dropped on the way would count as lost");
        refuse("errors.tolerance", "none", "a record that is passed over would count as lost");
        boolean sound = defined.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
        if (sound && findings.isEmpty()) {
            lookIntoTarget(SinkSettings.of(given));
        }
        List<ConfigValue> all = new ArrayList<>(defined.configValues());
        all.addAll(findings);
        return new Config(all);
    }

    private void demand(String name, String expected) {
        String found = given.get(name);
        if (!expected.equals(found)) {
            find(
                    name,
                    "expected " + expected + ", found " + (found == null ? "nothing" : "'" + found + "'") + "; set "
                            + name + "=" + expected);
        }
    }

    private void refuse(String name, String harmless, String because) {
        String found = given.getOrDefault(name, harmless);
        if (!found.equals(harmless)) {
            find(name, "expected none, found '" + found + "'; take " + name + " out: " + because);
        }
    }

    private void lookIntoTarget(SinkSettings settings) {
        try (Connection target = Databases.connect(settings.target(), "limosa connector check")) {
            SinkCatalog catalog = new SinkCatalog(settings);
            catalog.load(target);
            compareTopics(settings, new TreeSet<>(catalog.topics()));
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                notPrepared(settings);
            } else {
                find(SinkSettings.URL, "cannot read schema limosa of the target: " + e.getMessage());
            }
        }
    }

    private void compareTopics(SinkSettings settings, Set<String> outputs) {
        if (outputs.isEmpty()) {
            notPrepared(settings);
        } else if (given.containsKey(TOPICS_REGEX)) {
            compareRegex(outputs, given.get(TOPICS_REGEX));
        } else {
            Set<String> listed = new TreeSet<>(
                    Arrays.asList(given.getOrDefault(TOPICS, "").trim().split("\\s*,\\s*")));
            if (!listed.equals(outputs)) {
                find(TOPICS, "expected the output topics " + outputs + ", found " + listed);
            }
        }
    }

    private void compareRegex(Set<String> outputs, String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            Set<String> missed = new HashSet<>(outputs);
            missed.removeIf(topic -> pattern.matcher(topic).matches());
            if (!missed.isEmpty()) {
                find(TOPICS_REGEX, "expected a match for every output topic, found none for " + missed);
            }
        } catch (PatternSyntaxException e) {
            find(TOPICS_REGEX, "expected a regular expression, found '" + regex + "'");
        }
    }

    private void notPrepared(SinkSettings settings) {
        find(
                SinkSettings.MIGRATION,
                "expected migration '" + settings.migration() + "' generation " + settings.generation()
                        + " in the target, found no table of it; run 'limosa run --roles capture,transform' first");
    }

    private void find(String name, String message) {
        @Nullable String value = given.get(name);
        findings.add(new ConfigValue(name, value, List.of(), List.of("cannot use " + name + ": " + message)));
    }
}
