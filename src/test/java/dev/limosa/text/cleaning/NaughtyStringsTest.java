package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.limosa.config.TransformStep.TextFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that have broken other programs: every function makes something of each, the same in any language's JVM. */
class NaughtyStringsTest {

    private static final List<String> OWN = List.of(
            "",
            " ",
            "\u0000",
            "\uD83D",
            "\uDE00\uD83D",
            "\uFFFE\uFFFF",
            "\u202Eabc\u202C",
            "Z\u0351\u032B\u0347".repeat(1000),
            "\u200D".repeat(1000),
            "ب" + "\u200D\u064E".repeat(1000),
            "İıIi",
            "ﷺ".repeat(1000),
            "1".repeat(1000),
            "+1 ".repeat(1000),
            "@".repeat(1000),
            "<a b='".repeat(1000),
            "&#0;&#xD800;&#99999999999;",
            "$1\\${x}",
            IntStream.range(0x100, 0x10000 + 100_000)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));

    @ParameterizedTest
    @EnumSource(TextFunction.class)
    void ownOnes(TextFunction function) {
        OWN.forEach(text -> check(function, text));
    }

    @Test
    void theBigList() throws Exception {
        String folder = System.getProperty("limosa.data");
        assumeTrue(folder != null, "-Dlimosa.data names no folder with blns.json");
        Path file = Path.of(folder, "blns.json");
        assumeTrue(Files.exists(file), () -> "there is no " + file);
        String[] texts = new ObjectMapper().readValue(file.toFile(), String[].class);
        for (TextFunction function : TextFunction.values()) {
            for (String text : texts) {
                check(function, text);
            }
        }
    }

    private static void check(TextFunction function, String text) {
        UnaryOperator<String> made = Steps.any(function);
        String here = made.apply(text);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertEquals(here, made.apply(text), function::name);
        } finally {
            Locale.setDefault(before);
        }
    }
}
