package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.limosa.config.TransformStep.TextFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What README says that a function makes of a text is what it makes of it. */
class ReadmeTableTest {

    /** | `name` | parameters | what it does | `before` | `after` | */
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z-]+)` \\| (.*?) \\| .*? \\| `` ?(.*?) ?`` \\| `` ?(.*?) ?`` \\|");

    private static final Pattern EXAMPLE = Pattern.compile("`([a-z]+): (.*?)`");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-F]{4}|n|t)");

    @TestFactory
    Stream<DynamicTest> everyFunctionHasATrueRow() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        Set<TextFunction> missing = EnumSet.allOf(TextFunction.class);
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                TextFunction function = TextFunction.valueOf(
                        row.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
                missing.remove(function);
                tests.add(dynamicTest(row.group(1), () -> check(function, row)));
            }
        }
        tests.add(dynamicTest("all", () -> assertEquals(Set.of(), missing)));
        return tests.stream();
    }

    private static void check(TextFunction function, Matcher row) {
        String[] parameters = EXAMPLE.matcher(row.group(2))
                .results()
                .filter(example -> !example.group(1).equals("key"))
                .flatMap(ReadmeTableTest::parameter)
                .toArray(String[]::new);
        String made = Steps.of(function, parameters).apply(text(row.group(3)));
        assertEquals(text(row.group(4)), made, () -> Arrays.toString(parameters));
    }

    private static Stream<String> parameter(MatchResult example) {
        String value = example.group(2).replaceAll("^\\[(.*)]$", "$1").replace(", ", ",");
        return Stream.of(example.group(1), value.replaceAll("^'(.*)'$", "$1"));
    }

    private static String text(String shown) {
        return ESCAPE.matcher(shown).replaceAll(escape -> switch (escape.group(1)) {
            case "n" -> "\n";
            case "t" -> "\t";
            default -> Character.toString(Integer.parseInt(escape.group(1).substring(1), 16));
        });
    }
}
