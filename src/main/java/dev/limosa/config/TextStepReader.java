package dev.limosa.config;

import dev.limosa.config.TransformStep.TextFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A function from text to text: its name, or a map with the name under {@code type} and its parameters. */
final class TextStepReader {

    private TextStepReader() {}

    static List<TextStep> list(YamlNode owner, String key) {
        List<TextStep> steps = new ArrayList<>();
        for (YamlNode node : owner.list(key)) {
            step(node, steps);
        }
        return steps;
    }

    private static void step(YamlNode node, List<TextStep> steps) {
        boolean plain = !node.holdsMap();
        String name = plain ? node.text() : node.text("type");
        Arrays.stream(TextFunction.values())
                .filter(function -> Labels.of(function).equals(name))
                .findFirst()
                .ifPresentOrElse(
                        function -> steps.add(
                                new TextStep(function, plain ? Map.of() : parameters(node), node.place())),
                        () -> unknown(node, name));
    }

    private static void unknown(YamlNode node, String name) {
        if (!name.isEmpty()) {
            node.problem("unknown step '" + YamlNode.shown(name) + "'; "
                    + Suggestion.among(name, Labels.of(TextFunction.class)));
        }
    }

    /** Which of them there may be, the text engine knows. */
    private static Map<String, String> parameters(YamlNode node) {
        Map<String, String> parameters = new TreeMap<>();
        for (String key : node.keys()) {
            if (!key.equals("type")) {
                parameters.put(key, node.joined(key));
            }
        }
        return parameters;
    }
}
