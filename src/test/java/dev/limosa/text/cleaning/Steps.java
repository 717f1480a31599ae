package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.config.HashKey;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Text functions as a configuration makes them. */
final class Steps {

    static final Resources BUILT_IN = Resources.read(TextConfig.NONE, new ArrayList<>());
    static final HashKey KEY = new HashKey("a key that is only for tests");

    private Steps() {}

    /** @param parameters name, value, name, value … */
    static UnaryOperator<String> of(TextFunction function, String... parameters) {
        List<String> problems = new ArrayList<>();
        UnaryOperator<String> made = Cleaning.of(List.of(step(function, parameters)), BUILT_IN, problems);
        assertEquals(List.of(), problems);
        return made;
    }

    /** The only problem that such a step has. */
    static String problem(TextFunction function, String... parameters) {
        List<String> problems = new ArrayList<>();
        Cleaning.of(List.of(step(function, parameters)), BUILT_IN, problems);
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0);
    }

    private static TextStep step(TextFunction function, String... parameters) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return new TextStep(function, map, "m.yaml:1:2", function == TextFunction.HASH ? KEY : null);
    }

    /** Every function, with parameters that make something of most texts. */
    static UnaryOperator<String> any(TextFunction function) {
        return switch (function) {
            case REPLACE -> of(function, "pattern", "(\\p{Han})+|[a-z]+x?", "replacement", "<$1>");
            case TRUNCATE -> of(function, "max", "12", "ellipsis", "…");
            case MASK_WORDS -> of(function, "words", "limosa-stop-zh", "ignore", "case,width");
            case MASK -> of(function, "kinds", "phone,email,cn-id,cn-id-15,bank-card");
            default -> of(function);
        };
    }
}
