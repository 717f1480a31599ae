package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformExplainTest {

    private static final String PARTS =
            """
            tables:
              - table: shop.plain
              - table: shop.reviews
                outputs:
                  clean: {emit: cleaned, from: [title, body], steps: [strip-html], separator: " "}
                  words: {emit: tokens, from: clean, chain: zh, format: array}
                  print: {emit: simhash, from: words, bands: 4}
            """;

    @TempDir
    private Path folder;

    private Typed explain(String parts, String... more) throws Exception {
        String[] arguments = {
            "transform", "explain", "-c", Typed.config(folder, parts).toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Typed.run(all);
    }

    @Test
    void aTableThatIsNotThereIsAnErrorThatSuggestsOne() throws Exception {
        Typed typed = explain(PARTS, "--table", "shop.review");
        assertEquals(ExitCode.INVALID, typed.exitCode());
        assertTrue(typed.err().contains("unknown table 'shop.review'; did you mean 'shop.reviews'?"), typed.err());
        assertEquals(
                "shop.plain\n  no outputs\n",
                explain(PARTS, "--table", "shop.plain").out());
    }

    /** What was drawn without a number was referred to by one. */
    @Test
    void eachColumnIsDrawnDownToTheColumnsItIsReadFrom() throws Exception {
        Typed typed = explain(PARTS);
        assertEquals(ExitCode.OK, typed.exitCode(), typed.err());
        assertEquals(
                """
                shop.plain
                  no outputs
                shop.reviews
                  clean  text
                  └─ strip-html  (3, shared by clean, print, words)
                     └─ join by ' '
                        ├─ column title
                        └─ column body
                  words  text[]
                  └─ format array
                     └─ analyze zh  (4, shared by print, words)
                        └─ strip-html  (3, as above)
                  print  bigint
                  └─ simhash  (6)
                     └─ analyze zh  (4, as above)
                  print_1  smallint
                  └─ band 1 of 4
                     └─ simhash  (6, as above)
                  print_2  smallint
                  └─ band 2 of 4
                     └─ simhash  (6, as above)
                  print_3  smallint
                  └─ band 3 of 4
                     └─ simhash  (6, as above)
                  print_4  smallint
                  └─ band 4 of 4
                     └─ simhash  (6, as above)
                """,
                typed.out());
    }

    @Test
    void jsonHasTheSameGraphByNumbers() throws Exception {
        Typed typed = explain(PARTS, "--table", "shop.reviews", "-o", "json");
        JsonNode table = JsonMapper.builder()
                .build()
                .readTree(typed.out())
                .path("tables")
                .path(0);
        JsonNode columns = table.path("columns");
        assertEquals(7, columns.size(), typed.out());
        assertEquals("words", columns.path(1).path("column").asText());
        assertEquals("text[]", columns.path(1).path("type").asText());
        JsonNode steps = table.path("steps");
        for (JsonNode step : steps) {
            for (JsonNode input : step.path("inputs")) {
                assertTrue(input.asInt() < step.path("step").asInt(), "no step comes before its inputs: " + step);
            }
        }
    }

    @Test
    void aCircleIsRefusedWithItsPath() throws Exception {
        Typed typed = explain(
                """
                tables:
                  - table: shop.reviews
                    outputs:
                      a: {emit: cleaned, from: b}
                      b: {emit: cleaned, from: [c, body]}
                      c: {emit: cleaned, from: a}
                """);
        assertEquals(ExitCode.INVALID, typed.exitCode(), typed.out());
        assertTrue(typed.err().contains("a → b → c → a"), typed.err());
        assertTrue(typed.err().contains("migration.yaml:8:"), typed.err());
    }
}
