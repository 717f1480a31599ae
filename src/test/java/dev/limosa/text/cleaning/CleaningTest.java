package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.ibm.icu.text.Normalizer2;
import dev.limosa.config.HashKey;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleaningTest {

    private static final UnaryOperator<String> CONTROL = Steps.of(TextFunction.REMOVE_CONTROL);

    @Test
    void nothingInvisibleStays() {
        assertEquals(
                "paypal",
                CONTROL.apply("\uFEFFpa\u200By\u00ADp\u202Ea\u2066l\u0000\u0007\u007F\u009B\u061C\u2060\u206F"));
        assertEquals("ab", CONTROL.apply("a\uDB40\uDC41\uDB40\uDC42b"), "tags spell text that nobody sees");
        assertEquals("a\tb\r\nc\u0085", CONTROL.apply("a\tb\r\nc\u0085"));
        assertEquals("abc", Steps.of(TextFunction.REMOVE_CONTROL, "keep", "").apply("a\tb\r\nc\u0085"));
        assertEquals(
                "a\tb", Steps.of(TextFunction.REMOVE_CONTROL, "keep", "tab").apply("a\tb\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "می\u200Cخواهم",
                "ه\u200D",
                "क्\u200Dष",
                "ශ්\u200Dරී",
                "👩\u200D👩\u200D👧",
                "👩🏽\u200D⚕\uFE0F",
                "❤\uFE0F\u200D🔥",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "葛\uDB40\uDD00",
                "a\u3000b\u00A0c\u2028d",
                "\uD83D",
                "\uDB40"
            })
    void whatAReaderNeedsStays(String text) {
        assertSame(text, CONTROL.apply(text));
    }

    @Test
    void removingWhatIsBetweenTwoHalvesOfACharacterMadeThemOne() {
        assertEquals("\uDB40\u200B\uDC67", CONTROL.apply("\uDB40\u200B\u200B\uDC67"));
        assertEquals("\uDB40a\uDC67", CONTROL.apply("\uDB40\u200Ba\u200B\uDC67"));
        assertEquals("\uD83D\u0000\uDE00", CONTROL.apply("\uD83D\u0000\uDE00"));
    }

    @Test
    void joinersThatJoinNothingGo() {
        assertEquals("ab", CONTROL.apply("a\u200Db"));
        assertEquals("敏感", CONTROL.apply("敏\u200C感"));
        assertEquals("👩a", CONTROL.apply("👩\u200Da"));
        assertEquals("ب\u200D", CONTROL.apply("ب\u200D\u200D\u200C"), "one is enough");
    }

    @Test
    void widthIsThatOfAsciiOnly() {
        assertEquals(
                "ABC 123!~￦ｶﾞ①".replace('￦', '₩'),
                Steps.of(TextFunction.HALF_WIDTH).apply("ＡＢＣ　１２３！～￦ｶﾞ①"));
        assertEquals("Ａ　ｂ～￥中\n", Steps.of(TextFunction.FULL_WIDTH).apply("A b~¥中\n"));
        String all = "\u0020!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~¢£¬¯¦¥₩";
        assertEquals(
                all,
                Steps.of(TextFunction.HALF_WIDTH)
                        .apply(Steps.of(TextFunction.FULL_WIDTH).apply(all)));
    }

    @Test
    void chineseGoesBothWays() {
        assertEquals(
                "汉语处理与头发，干净的后面，著名；皇后[乾隆]", Steps.of(TextFunction.SIMPLIFIED).apply("漢語處理與頭髮，乾淨的後面，著名；皇后[乾隆]"));
        assertEquals("頭髮發展皇后後面乾淨幹部", Steps.of(TextFunction.TRADITIONAL).apply("头发发展皇后后面干净干部"));
        String simple = "汉语";
        assertSame(simple, Steps.of(TextFunction.SIMPLIFIED).apply(simple));
    }

    /** NFC and NFKC of every code point, alone and between letters, are ICU's: the quick check leaves nothing out. */
    @Test
    void normalizationOfEveryCodePoint() {
        for (int code = 1; code <= 0x10FFFF; code++) {
            String text = Character.toString(code);
            String inside = "e" + text + "\u0301";
            assertEquals(Normalizer2.getNFCInstance().normalize(text), Normalization.NFC.apply(text));
            assertEquals(Normalizer2.getNFKCInstance().normalize(inside), Normalization.NFKC.apply(inside));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "(\\w+)@(\\w+), $2 at $1, a@b c@d, b at a d at c",
        "(?P<first>a)|b, [${first}], ab, [a][]",
        "\\d{3}, \\$\\\\, 12345, $\\45",
        "(a)(b), $10$2$0, ab, a0bab",
        "敏|😀, x, 敏感😀, x感x"
    })
    void replaceTakesGroups(String pattern, String replacement, String text, String expected) {
        assertEquals(
                expected,
                Steps.of(TextFunction.REPLACE, "pattern", pattern, "replacement", replacement)
                        .apply(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a(b|x|m.yaml:1:2: cannot read pattern 'a(b': missing closing )",
                "a(?<=b)|x|m.yaml:1:2: cannot read pattern 'a(?<=b)': ",
                "ab\\1|x|m.yaml:1:2: cannot read pattern 'ab\\1': invalid escape sequence at character 3, '\\1'",
                "(a)|$2|m.yaml:1:2: cannot read replacement '$2' at character 2: expected a group from $0 to $1",
                "(a)|x$|m.yaml:1:2: cannot read replacement 'x$' at character 3: expected a group from $0 to $1",
                "(?P<n>a)|${m}|m.yaml:1:2: cannot read replacement '${m}' at character 2: expected one of the pattern's groups [n]",
                "a|\\|m.yaml:1:2: cannot read replacement '\\' at character 2: expected a character behind '\\'"
            })
    void replaceTellsWhatItCannotRead(String pattern, String replacement, String problem) {
        String found = Steps.problem(TextFunction.REPLACE, "pattern", pattern, "replacement", replacement);
        assertEquals(problem, found.substring(0, Math.min(found.length(), problem.length())));
    }

    /** RE2J is linear for one match only: a.*b|a looked for the b behind every one of 500,000 a's. */
    @Test
    void aPatternThatRunsOnAndOnIsStopped() {
        UnaryOperator<String> replace = Steps.of(TextFunction.REPLACE, "pattern", "a.*b|a", "replacement", "x");
        assertEquals("xxx", replace.apply("aaa"));
        assertEquals("x".repeat(4096), replace.apply("a".repeat(4096)));
        CleaningException e = assertThrows(CleaningException.class, () -> replace.apply("a".repeat(500_000)));
        assertFalse(e.getMessage().contains("aaa"), "none of the text");
        assertEquals("x", replace.apply("a".repeat(500_000) + "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "5, characters, '', hello, hello",
        "4, characters, '', hello, hell",
        "4, characters, …, hello, hel…",
        "4, bytes, '', 中文, 中",
        "5, bytes, …, 中文, …",
        "2, characters, '', a👩‍👩‍👧b, a",
        "6, characters, '', a👩‍👩‍👧b, a👩‍👩‍👧",
        "1, characters, '', e\u0301x, ''",
        "3, bytes, '', a🦆, a",
        "2, characters, '', 🇩🇪🇫🇷, 🇩🇪",
        "3, characters, '', 🇩🇪🇫🇷, 🇩🇪"
    })
    void truncateCutsBetweenWhatAReaderTakesForCharacters(int max, String unit, String end, String text, String cut) {
        assertEquals(
                cut,
                Steps.of(TextFunction.TRUNCATE, "max", String.valueOf(max), "unit", unit, "ellipsis", end)
                        .apply(text));
    }

    @Test
    void anEllipsisHasToFit() {
        assertEquals(
                "m.yaml:1:2: expected an ellipsis of at most 2 bytes, found one of 3; an ellipsis counts too",
                Steps.problem(TextFunction.TRUNCATE, "max", "2", "unit", "bytes", "ellipsis", "…"));
    }

    @Test
    void hashIsHmacSha256() {
        UnaryOperator<String> hex = Steps.of(TextFunction.HASH);
        assertEquals("e0ea836158f3e44940ab03fc6fa2e5eba67df3739fb4292bbb0be75f25e1c4dd", hex.apply("张三"));
        assertEquals(64, hex.apply("").length());
        assertEquals(hex.apply("张三"), hex.apply("张三"));
        assertNotEquals(hex.apply("张三"), hex.apply("张三 "));
        assertEquals(
                hex.apply("张三").substring(0, 16),
                Steps.of(TextFunction.HASH, "length", "16").apply("张三"));
        assertEquals(
                43,
                Steps.of(TextFunction.HASH, "encoding", "base64url").apply("x").length());
    }

    @Test
    void aKeyIsNeitherPrintedNorPartOfAStep() {
        TextStep step = new TextStep(TextFunction.HASH, Map.of(), "", Steps.KEY);
        assertFalse(step.toString().contains("only for tests"));
        assertEquals(Steps.KEY.check(), step.parameters().get("key"));
        assertNotEquals(Steps.KEY.check(), new HashKey("another key only for tests").check());
        assertThrows(IllegalArgumentException.class, () -> new HashKey("short"));
    }

    @Test
    void stepsFollowOneAnotherAndAllProblemsAreTold() {
        List<TextStep> steps = List.of(
                new TextStep(TextFunction.STRIP_HTML, Map.of(), "a"),
                new TextStep(TextFunction.COLLAPSE_SPACE, Map.of(), "b"),
                new TextStep(TextFunction.TRIM, Map.of(), "c"));
        List<String> problems = new ArrayList<>();
        assertEquals("x y", Cleaning.of(steps, Steps.BUILT_IN, problems).apply("<p>x<p>y"));
        assertEquals(List.of(), problems);
        Cleaning.of(
                List.of(
                        new TextStep(TextFunction.HASH, Map.of(), "a"),
                        new TextStep(TextFunction.MASK_WORDS, Map.of("words", "limosa-stop-zhh"), "b"),
                        new TextStep(TextFunction.TRUNCATE, Map.of("max", "x"), "c")),
                Steps.BUILT_IN,
                problems);
        assertEquals(3, problems.size(), problems::toString);
    }
}
