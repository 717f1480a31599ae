package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.config.TextConfig;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Text functions as a configuration would name them. */
final class Steps {

    private static final Resources RESOURCES = Resources.read(TextConfig.NONE, new ArrayList<>());

    private Steps() {}

    static UnaryOperator<String> of(TextFunction function, Map<String, String> parameters) {
        List<String> problems = new ArrayList<>();
        UnaryOperator<String> step = Cleaning.of(List.of(new TextStep(function, parameters, "")), RESOURCES, problems);
        assertEquals(List.of(), problems);
        return step;
    }

    static UnaryOperator<String> of(TextFunction function) {
        return of(function, Map.of());
    }

    /** Those that can be named without a parameter. */
    static Stream<TextFunction> plain() {
        return Stream.of(
                TextFunction.TRIM,
                TextFunction.LOWER,
                TextFunction.NFC,
                TextFunction.NFKC,
                TextFunction.STRIP_HTML,
                TextFunction.COLLAPSE_SPACE,
                TextFunction.REMOVE_CONTROL,
                TextFunction.HALF_WIDTH,
                TextFunction.FULL_WIDTH,
                TextFunction.SIMPLIFIED,
                TextFunction.TRADITIONAL);
    }
}
