package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.ULocale;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextFunctionsPropertyTest {

    private static final Map<TextFunction, UnaryOperator<String>> FUNCTIONS =
            Arrays.stream(TextFunction.values()).collect(Collectors.toMap(function -> function, Steps::any));

    private static final Set<TextFunction> AGAIN_AND_AGAIN = Set.of(
            TextFunction.STRIP_HTML,
            TextFunction.REPLACE,
            TextFunction.HASH,
            TextFunction.TRADITIONAL,
            TextFunction.SIMPLIFIED);

    private static final List<String> HTML = List.of(
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
            "<!",
            "script",
            "style",
            "p",
            "b",
            " ",
            "=",
            "'",
            "\"",
            "&",
            "&#",
            "x",
            "1",
            ";",
            "amp",
            "é",
            "中",
            "😀",
            "\uD83D",
            "\uDE00",
            "\n",
            "#",
            "--",
            "]");

    @Provide
    Arbitrary<String> html() {
        return Arbitraries.of(HTML).list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    /** Random characters seldom fold, compose or separate; these do. */
    @Provide
    Arbitrary<String> tricky() {
        return Arbitraries.of(
                        " ",
                        "\t",
                        "\u00A0",
                        "\u3000",
                        "\u2028",
                        "\u200B",
                        "A",
                        "İ",
                        "I",
                        "ı",
                        "Σ",
                        "σ",
                        "ς",
                        "ẞ",
                        "ǅ",
                        "e",
                        "\u0301",
                        "\u0323",
                        "\u0308",
                        "ﬁ",
                        "Ａ",
                        "ｶ",
                        "ﾞ",
                        "\u1100",
                        "\u1161",
                        "\u11A8",
                        "中",
                        "🦆",
                        "𐐀",
                        "\uD83D",
                        "\uDC00",
                        "ﷺ",
                        "\u0345",
                        "Ω",
                        "ﬃ",
                        "\u2126",
                        "\u200C",
                        "\u200D",
                        "\u202E",
                        "\uFE0F",
                        "👩",
                        "🏽",
                        "🏴",
                        "\uDB40",
                        "\uDC67",
                        "ب",
                        "क",
                        "्",
                        "\u00AD",
                        "\u0000",
                        "發",
                        "乾",
                        "<b>",
                        "&",
                        "13812345678",
                        "a@b.cn",
                        "的")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Property
    void noFunctionThrowsOnAnyString(@ForAll String text, @ForAll TextFunction function) {
        FUNCTIONS.get(function).apply(text);
    }

    @Property
    void strippingNeverThrowsAndNeverAddsText(@ForAll("html") String html) {
        String stripped = HtmlStripper.strip(html);
        assertFalse(stripped.length() > html.length(), () -> html + " -> " + stripped);
    }

    @Property
    void whatChangesNothingGivesBackTheSameObject(@ForAll("tricky") String tricky, @ForAll TextFunction function) {
        String once = FUNCTIONS.get(function).apply(tricky);
        assertTrue(!once.equals(tricky) || once == tricky || function == TextFunction.HASH, function::name);
    }

    /**
     * Taking HTML out may bring HTML to light, a pattern may match what was put in, a hash is never done, and HanLP's
     * tables lead from some characters to others that they lead on from.
     */
    @Property
    void allOthersAreIdempotent(@ForAll("tricky") String tricky, @ForAll String any) {
        for (TextFunction function : TextFunction.values()) {
            if (!AGAIN_AND_AGAIN.contains(function)) {
                String once = FUNCTIONS.get(function).apply(tricky + any);
                assertEquals(once, FUNCTIONS.get(function).apply(once), function::name);
            }
        }
    }

    @Property
    void masksAreIdempotent(@ForAll("numbers") String text) {
        String once = FUNCTIONS.get(TextFunction.MASK).apply(text);
        assertEquals(once, FUNCTIONS.get(TextFunction.MASK).apply(once));
        assertEquals(text.length(), once.length(), "one for one");
    }

    /** Pieces that numbers are made of, and what may stand around them. */
    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of(
                        "13812345678",
                        "138",
                        "1234",
                        "5678",
                        "+",
                        "86",
                        "0086",
                        "44",
                        "20",
                        "7946",
                        "0958",
                        " ",
                        "-",
                        "(",
                        ")",
                        ".",
                        "11010519491231002",
                        "X",
                        "110105",
                        "19491231",
                        "002",
                        "4111111111111111",
                        "4111",
                        "1111",
                        "a",
                        "@",
                        "b.com",
                        "中",
                        "\uFF11",
                        "１３８",
                        "０",
                        "\n",
                        "000000000000000000000")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void theShortWayToLowerCaseLeadsWhereIcuLeads(@ForAll("tricky") String tricky, @ForAll String any) {
        String text = tricky + any;
        assertEquals(
                UCharacter.toLowerCase(ULocale.ROOT, text),
                Steps.of(TextFunction.LOWER).apply(text));
    }
}
