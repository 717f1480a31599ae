package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.TermStatistics;
import dev.limosa.topics.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTermsTest {

    private final List<String> problems = new ArrayList<>();

    private @Nullable RowTerms compile(String type, @Nullable String language, OutputConfig... outputs) {
        TableId id = new TableId("s", "t");
        TableConfig table = new TableConfig(
                id, id, null, List.of(), null, List.of(outputs), new TermStatistics("w", language, id, "f:3:5"));
        return RowTerms.compile(
                table, List.of(new Column("lang", "text", true), new Column("w", type, true)), problems);
    }

    private Set<String> terms(String type, @Nullable String value, OutputConfig... outputs) {
        RowTerms terms = compile(type, null, outputs);
        assertNotNull(terms, problems::toString);
        return terms.of(row("zh", value)).terms();
    }

    private static byte[] row(@Nullable String language, @Nullable String value) {
        return new JsonWriter()
                .raw('{')
                .raw(JsonWriter.nameToken("lang"))
                .string(language)
                .raw(',')
                .raw(JsonWriter.nameToken("w"))
                .string(value)
                .raw('}')
                .toByteArray();
    }

    @Test
    void anArrayAsPostgresPrintsIt() {
        assertEquals(
                Set.of("a", "b c", "say \"x\"", "\\", "null", "{", "中文"),
                terms("text[]", """
                {a,"b c","say \\"x\\"","\\\\",NULL,"null","{",a,"",中文}"""));
        assertEquals(Set.of("a", "b"), terms("character varying(20)[]", "[0:1]={a,b}"));
        assertEquals(Set.of("a", "b", "c"), terms("text[]", "{{a,b},{c,NULL}}"));
        assertEquals(Set.of(), terms("text[]", "{}"));
        assertEquals(Set.of(), terms("text[]", null));
    }

    @Test
    void aJsonArrayOfStrings() {
        assertEquals(Set.of("a", "b\n\"c"), terms("jsonb", "[\"a\", \"b\\n\\\"c\", \"a\", null, 7]"));
    }

    @Test
    void textIsCutAtTheSeparatorOfItsOutput() {
        assertEquals(Set.of("a", "b"), terms("text", "a  b a"));
        OutputConfig.ChainChoice zh = new OutputConfig.ChainChoice(null, Map.of(), "zh");
        OutputConfig tokens = new OutputConfig(
                "w", List.of("lang"), new OutputConfig.Tokens(zh, OutputConfig.Format.JOINED, "||"), true, "f:1:1");
        assertEquals(Set.of("a b", "c"), terms("text", "a b||c||", tokens));
    }

    @Test
    void termsStandUnderTheirLanguage() {
        RowTerms terms = compile("text[]", "lang");
        assertNotNull(terms);
        assertEquals("zh", terms.of(row("zh", "{a}")).language());
        assertEquals("", terms.of(row(null, "{a}")).language());
    }

    @Test
    void aTermThatNoIndexTakesIsNotCounted() {
        String ascii = "x".repeat(1024);
        String chinese = "中".repeat(341);
        assertEquals(
                Set.of(ascii, chinese),
                terms("text[]", "{" + String.join(",", ascii + "x", ascii, chinese + "中", chinese) + "}"));
    }

    /** Nor does it end the thread that counts: the target refuses such a row, and says so. */
    /** What was counted of it was never taken back: the store keeps terms apart by U+0000. */
    @Test
    void aStringOfJsonThatNoTextCanHoldIsNotCounted() {
        assertEquals(
                Set.of("b", "\ud83d\ude00"),
                terms("json", "[\"a\\u0000b\", \"b\", \"x\\ud83d\", \"\\ude00\", \"\\ud83d\\ude00\"]"));
    }

    @Test
    void aValueThatIsNotWhatItsTypeSaysHasNoTerms() {
        for (String broken : List.of("[\"a\", \"b", "[\"a\"", "a b", "[".repeat(5000))) {
            assertEquals(Set.of(), terms("jsonb", broken), broken);
        }
        for (String broken : List.of("", "a", "{a,b", "{\"a", "{a,\"b}", "{a,b}\\", "\\")) {
            assertEquals(Set.of(), terms("text[]", broken), broken);
        }
    }

    @Test
    void whatDoesNotFitIsToldWithItsPlace() {
        assertNull(compile("integer", "language"));
        assertEquals(2, problems.size());
        problems.forEach(problem -> assertTrue(problem.startsWith("f:3:5: cannot count"), problem));
    }
}
