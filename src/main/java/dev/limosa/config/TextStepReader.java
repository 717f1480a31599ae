package dev.limosa.config;

import dev.limosa.config.TransformStep.TextFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions from text to text, and what they are told. */
final class TextStepReader {

    private static final String TYPE = "type";

    private final References references;
    private @Nullable HashKey key;

    TextStepReader(References references) {
        this.references = references;
    }

    /** Each a function's name, or a map with the name under {@code type} and its parameters. */
    static List<TextStep> list(YamlNode owner, String key, References references) {
        List<TextStep> steps = new ArrayList<>();
        for (YamlNode node : owner.list(key)) {
            boolean plain = !node.holdsMap();
            String name = plain ? node.text() : node.text(TYPE);
            TextFunction function = function(name);
            if (function != null) {
                steps.add(
                        plain
                                ? plain(node, function)
                                : new TextStepReader(references).step(node, function, node.place()));
            } else if (!name.isEmpty()) {
                node.problem("unknown step '" + YamlNode.shown(name) + "'; "
                        + Suggestion.among(name, Labels.of(TextFunction.class)));
            }
        }
        return steps;
    }

    private static TextStep plain(YamlNode node, TextFunction function) {
        if (function.needsParameters()) {
            node.problem(missing(function, "{type: " + Labels.of(function)));
        }
        return new TextStep(function, Map.of(), node.place());
    }

    /** @param example as far as the parameters follow */
    static String missing(TextFunction function, String example) {
        List<String> required = function.parameters().stream()
                .filter(TextParameter::isRequired)
                .map(TextParameter::name)
                .toList();
        return "expected parameters " + required + " of '" + Labels.of(function) + "', found none; write " + example
                + required.stream().map(name -> ", " + name + ": …").collect(Collectors.joining())
                + "}";
    }

    static @Nullable TextFunction function(String name) {
        return Arrays.stream(TextFunction.values())
                .filter(function -> Labels.of(function).equals(name))
                .findFirst()
                .orElse(null);
    }

    /** @param node the map of the parameters; all its other keys have been asked for */
    TextStep step(YamlNode node, TextFunction function, String place) {
        Map<String, String> parameters = new TreeMap<>();
        for (TextParameter parameter : function.parameters()) {
            String value = value(node, parameter);
            if (value != null) {
                parameters.put(parameter.name(), value);
            }
        }
        node.refuseUnknownKeys();
        return new TextStep(function, parameters, place, key);
    }

    /** Null if it was not given, or is wrong. */
    private @Nullable String value(YamlNode node, TextParameter parameter) {
        String name = parameter.name();
        if (!node.has(name)) {
            return parameter.isRequired() ? nothing(node, name) : null;
        }
        return switch (parameter.kind()) {
            case TEXT, RESOURCE -> node.text(name);
            case ANY_TEXT -> node.anyText(name);
            case NUMBER -> String.valueOf(node.number(name, parameter.most(), parameter.least(), parameter.most()));
            case CHOICE -> node.parsed(name, "", text -> oneOf(parameter, text));
            case CHOICES -> choices(node, parameter);
            case SECRET -> secret(node, name);
        };
    }

    private static @Nullable String nothing(YamlNode node, String name) {
        node.text(name);
        return null;
    }

    private static String oneOf(TextParameter parameter, String text) {
        if (!parameter.choices().contains(text)) {
            throw new IllegalArgumentException("unknown value '" + text + "' of '" + parameter.name() + "'; "
                    + Suggestion.among(text, parameter.choices()));
        }
        return text;
    }

    private static String choices(YamlNode node, TextParameter parameter) {
        List<String> given = new ArrayList<>();
        for (YamlNode entry : node.list(parameter.name())) {
            String text = entry.text();
            try {
                given.add(text.isEmpty() ? text : oneOf(parameter, text));
            } catch (IllegalArgumentException e) {
                entry.problem(String.valueOf(e.getMessage()));
            }
        }
        if (parameter.isRequired() && node.list(parameter.name()).isEmpty()) {
            node.problemAt(
                    parameter.name(),
                    "expected at least one of " + parameter.choices() + " under '" + node.pathOf(parameter.name())
                            + "', found none");
        }
        return parameter.choices().stream().filter(given::contains).collect(Collectors.joining(","));
    }

    private @Nullable String secret(YamlNode node, String name) {
        String raw = node.text(name);
        if (!raw.isEmpty() && !References.isOne(raw)) {
            MigrationReader.refuseSecret(node, name, "HASH_KEY");
        } else if (!raw.isEmpty()) {
            try {
                key = new HashKey(references.resolve(raw));
            } catch (IllegalArgumentException e) {
                node.problemAt(name, String.valueOf(e.getMessage()));
            }
        }
        return null;
    }
}
