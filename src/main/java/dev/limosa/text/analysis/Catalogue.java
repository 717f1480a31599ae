package dev.limosa.text.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every char filter, tokenizer and token filter that a chain can have, with its parameters. Those are found by letting
 * each factory be made and writing down what it asks for: a factory that wants a parameter gets one, until it wants no
 * more.
 */
public final class Catalogue {

    private static final Pattern ONE_OF = Pattern.compile("value must be one of \\[([^,\\]]+)");
    /** Where a factory is more particular about what it gets. */
    private static final Map<String, String> SAMPLES =
            Map.of("id", "Any-Latin", "dictFile", "a", "payload", "1", "encoder", "identity");

    private static final int MOST_PARAMETERS = 100;

    private Catalogue() {}

    /** @param parameters in the order in which the factory reads them */
    public record Entry(Kind kind, String name, List<Parameter> parameters) {}

    /** By kind in a chain's order, then by name; those of jars that were added too. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (String name : kind.available()) {
                entries.add(new Entry(kind, name, List.copyOf(parameters(kind, name))));
            }
        }
        return entries;
    }

    static Collection<Parameter> parameters(Kind kind, String name) {
        Map<String, String> given = new HashMap<>();
        Parameters parameters = new Parameters(given);
        for (int i = 0; i < MOST_PARAMETERS; i++) {
            parameters = new Parameters(given);
            try {
                kind.create(name, parameters);
                break;
            } catch (RuntimeException e) {
                Parameter missing = parameters.last();
                if (missing == null || !give(missing, given, String.valueOf(e.getMessage()))) {
                    break;
                }
            }
        }
        return parameters.asked().values();
    }

    /** @return false if it had this parameter already, and something else is wrong */
    private static boolean give(Parameter missing, Map<String, String> given, String message) {
        Matcher oneOf = ONE_OF.matcher(message);
        String sample = oneOf.find() ? oneOf.group(1) : SAMPLES.getOrDefault(missing.name(), sample(missing.type()));
        return !sample.equals(given.put(missing.name(), sample));
    }

    private static String sample(Parameter.Type type) {
        return switch (type) {
            case BOOLEAN -> "true";
            case INTEGER, NUMBER -> "1";
            case CHARACTER, REGEX, TEXT -> "a";
        };
    }
}
