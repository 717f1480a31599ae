package dev.limosa.text.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rows whose target text is written out by hand. */
class OutputPlanTest {

    private static final String REVIEWS =
            """
            clean: {emit: cleaned, from: [title, body], steps: [strip-html, nfkc, collapse-space], separator: " / "}
            tongue: {emit: language, from: clean, allowed: [zh, en], otherwise: zh}
            words: {emit: tokens, from: clean, chain: {by: tongue, zh: zh, en: en}, format: array}
            joined: {emit: tokens, from: clean, chain: {by: tongue, zh: zh, en: en}}
            json: {emit: tokens, from: clean, chain: {by: tongue, zh: zh, en: en}, format: json}
            n: {emit: count, from: words, what: tokens}
            distinct: {emit: count, from: words, what: distinct-tokens}
            length: {emit: count, from: clean}
            print: {emit: simhash, from: words, bands: 4}
            """;

    private static Outputs reviews() {
        return Outputs.of(REVIEWS);
    }

    @Test
    void oneRowOfEachLanguage() {
        Outputs outputs = reviews();
        Map<String, String> en = outputs.row("title", "<b>Running</b> shoes", "body", "The shoes&nbsp;are  running");
        assertEquals("Running shoes / The shoes are running", en.get("clean"));
        assertEquals("en", en.get("tongue"));
        Map<String, String> zh = outputs.row("title", "手机很好", "body", "手机屏幕大");
        assertEquals("手机很好 / 手机屏幕大", zh.get("clean"));
        assertEquals("zh", zh.get("tongue"));
        assertEquals(zh.get("joined").split(" ").length, Integer.parseInt(zh.get("n")));
        assertTrue(zh.get("joined").contains("手机"), zh.get("joined"));
        assertEquals("{" + zh.get("joined").replace(' ', ',') + "}", zh.get("words"));
        assertEquals("[\"" + zh.get("joined").replace(" ", "\", \"") + "\"]", zh.get("json"));
        assertEquals("12", zh.get("length"));
    }

    @Test
    void whatIsNullStaysNullAndWhatIsEmptyHasNoTokens() {
        Outputs outputs = reviews();
        Map<String, String> nothing = outputs.row();
        nothing.forEach((column, value) -> assertNull(value, column));
        Map<String, String> empty = outputs.row("body", "");
        assertEquals("", empty.get("clean"));
        assertEquals("zh", empty.get("tongue"));
        assertEquals("{}", empty.get("words"));
        assertEquals("", empty.get("joined"));
        assertEquals("[]", empty.get("json"));
        assertEquals("0", empty.get("n"));
        assertEquals("0", empty.get("length"));
        assertNull(empty.get("print"), "all empty texts would be near-duplicates");
        assertNull(empty.get("print_1"));
        assertEquals("only", outputs.row("title", null, "body", "only").get("clean"), "no separator beside a null");
    }

    @Test
    void columnsHaveTheTypesOfWhatTheyHold() {
        assertEquals(
                List.of(
                        new Column("clean", "text", true),
                        new Column("tongue", "text", true),
                        new Column("words", "text[]", true),
                        new Column("joined", "text", true),
                        new Column("json", "jsonb", true),
                        new Column("n", "integer", true),
                        new Column("distinct", "integer", true),
                        new Column("length", "integer", true),
                        new Column("print", "bigint", true),
                        new Column("print_1", "smallint", true),
                        new Column("print_2", "smallint", true),
                        new Column("print_3", "smallint", true),
                        new Column("print_4", "smallint", true)),
                reviews().plan().columns());
        assertEquals(
                List.of("print_1", "print_2", "print_3", "print_4"),
                reviews().plan().indexed());
        assertEquals(List.of("title", "body"), reviews().plan().inputs());
    }

    @Test
    void whatSeveralOutputsNeedIsDoneOnce() {
        Outputs outputs = reviews();
        outputs.row("title", "手机", "body", "很好");
        Map<String, Long> texts = new TreeMap<>();
        outputs.run().tell((chain, count, characters) -> texts.put(chain + " " + characters, count));
        assertEquals(Map.of("zh 7", 1L), texts, "three outputs of tokens, one run of one chain");
        outputs.run().tell((chain, count, characters) -> texts.put("again", count));
        assertEquals(1, texts.size(), "told once");
        List<OutputGraph.Node> shared = outputs.plan().graph().nodes().stream()
                .filter(node -> node.kind().equals("analyze"))
                .toList();
        assertEquals(1, shared.size());
        assertEquals(
                List.of("distinct", "joined", "json", "n", "print", "words"),
                shared.get(0).outputs());
        assertTrue(shared.get(0).isShared());
    }

    @Test
    void anOutputThatIsNoColumnOnlyServesOthers() {
        Outputs outputs = Outputs.of(
                """
                clean: {emit: cleaned, from: body, steps: [trim], column: false}
                size: {emit: count, from: clean}
                """);
        assertEquals(Map.of("size", "2"), outputs.row("body", "  ok "));
    }

    @Test
    void aGivenLanguageChoosesTheChainAndOneWithoutAChainHasNoTokens() {
        Outputs outputs = Outputs.of("words: {emit: tokens, from: body, chain: {by: lang, en: en}, format: array}");
        assertEquals(
                "{two,words}", outputs.row("body", "two words", "lang", "en   ").get("words"));
        assertNull(outputs.row("body", "two words", "lang", "fr   ").get("words"));
        assertNull(outputs.row("body", "two words").get("words"));
    }

    @Test
    void tokensOfSeveralOutputsComeOneBehindTheOther() {
        Outputs outputs = Outputs.of(
                """
                a: {emit: tokens, from: title, chain: en, column: false}
                b: {emit: tokens, from: body, chain: en, column: false}
                n: {emit: count, from: [a, b], what: tokens}
                """);
        assertEquals("3", outputs.row("title", "red", "body", "green blue").get("n"));
        assertEquals("2", outputs.row("body", "green blue").get("n"));
        assertNull(outputs.row().get("n"));
    }

    @Test
    void aCircleIsRefusedWithItsPath() {
        List<String> problems = Outputs.problems(
                """
                a: {emit: cleaned, from: b}
                b: {emit: cleaned, from: [title, c]}
                c: {emit: cleaned, from: a}
                d: {emit: count, from: a}
                """);
        assertEquals(
                List.of("8:10: cannot make output 'a' of table 'shop.reviews': expected no circle, found a → b → c → a;"
                        + " take one of these inputs out"),
                problems);
    }

    @Test
    void everythingThatDoesNotFitIsToldWithItsPlace() {
        List<String> problems = Outputs.problems(
                """
                a: {emit: cleaned, from: boddy}
                b: {emit: cleaned, from: raw}
                title: {emit: count, from: body}
                d: {emit: tokens, from: body, chain: hz}
                e: {emit: simhash, from: body}
                f: {emit: count, from: d, what: characters}
                g: {emit: keywords, from: body, chain: en, method: tf-idf, idf: shop}
                h: {emit: language, from: body, allowed: [zh, german]}
                p: {emit: simhash, from: body, chain: en, bands: 4}
                p_2: {emit: count, from: body}
                q: {emit: tokens, from: body, chain: {by: p, en: en}}
                """);
        List<String> expected = new ArrayList<>(List.of(
                "expected a column that is there after the transforms, or another output, found none of the name 'boddy'; did you mean 'body'?",
                "expected a column that can be read as text, found 'raw', which is bytea",
                "expected a chain, found no 'hz'; did you mean 'zh'?",
                "expected tokens, or a 'chain' that makes them of a text as its input, found 'body', which is text",
                "expected a resource of 'text.resources' under 'idf', found no 'shop'; ",
                "expected ISO 639 codes under 'allowed', found 'german'; ",
                "expected a language under 'chain.by', found 'p', which is a number",
                "expected the name 'title' to be free, found a column of the table of it; give",
                "expected the name 'p_2' to be free, found output 'p' of it; give"));
        assertEquals(expected.size(), problems.size(), () -> String.join("\n", problems));
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(problems.get(i).contains(expected.get(i)), problems.get(i) + "\n" + expected.get(i));
            assertTrue(problems.get(i).matches("(?s)\\d+:\\d+: cannot make output '.*"), problems.get(i));
        }
    }

    @Test
    void aRowOverItsLimitsSaysWhichAndTheNextOneIsFine() {
        Outputs outputs = Outputs.of("text: {max-characters: 10}\n", "n: {emit: count, from: [title, body]}");
        OutputException e = assertThrows(OutputException.class, () -> outputs.row("title", "secret", "body", "secret"));
        assertEquals(
                "cannot make its outputs: expected at most 10 characters in [title, body], found 12; raise"
                        + " 'text.max-characters', or shorten the text",
                e.getMessage());
        assertEquals("7", outputs.row("body", "x secre").get("n"));
    }

    @Test
    void aRowOverItsTimeIsStoppedBetweenTokens() {
        Outputs outputs = Outputs.of("text: {row-timeout-ms: 10}\n", "t: {emit: tokens, from: body, chain: zh-tokens}");
        String secret = "中华人民共和国".repeat(400_000);
        OutputException e = assertThrows(OutputException.class, () -> outputs.row("body", secret));
        assertTrue(
                e.getMessage()
                        .matches(
                                "cannot make output 't' \\(.*migration.yaml:9:10\\), step analyze zh-tokens: expected it"
                                        + " within 10 ms, found it still running; raise 'text.row-timeout-ms', or shorten the"
                                        + " text"),
                e.getMessage());
        assertEquals("好", outputs.row("body", "好").get("t"), "the run goes on");
    }

    @Test
    void theCanonicalFormSaysAllThatDecidesOnTheValues() {
        String form = reviews().plan().canonicalForm();
        assertEquals(form, reviews().plan().canonicalForm(), "the file's place is no part of it");
        assertTrue(form.contains("chain zh = "), form);
        assertNotEquals(
                form,
                Outputs.of(REVIEWS.replace("separator: \" / \"", "separator: \" // \""))
                        .plan()
                        .canonicalForm());
    }
}
