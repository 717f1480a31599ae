package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.ULocale;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextFunctionsPropertyTest {

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
                        " ", "\t", "\u00A0", "\u3000", "\u2028", "\u200B", "A", "İ", "I", "ı", "Σ", "σ", "ς", "ẞ", "ǅ",
                        "e", "\u0301", "\u0323", "\u0308", "ﬁ", "Ａ", "ｶ", "ﾞ", "\u1100", "\u1161", "\u11A8", "中", "🦆",
                        "𐐀", "\uD83D", "\uDC00", "ﷺ", "\u0345", "Ω", "ﬃ", "\u2126")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Property
    void noFunctionThrowsOnAnyString(@ForAll String text, @ForAll("plain") TextFunction function) {
        Steps.of(function).apply(text);
    }

    @Provide
    Arbitrary<TextFunction> plain() {
        return Arbitraries.of(Steps.plain().toList());
    }

    @Property
    void strippingNeverThrowsAndNeverAddsText(@ForAll("html") String html) {
        String stripped = HtmlStripper.strip(html);
        assertFalse(stripped.length() > html.length(), () -> html + " -> " + stripped);
    }

    @Property
    void allButHtmlAndDictionariesAreIdempotent(@ForAll("tricky") String tricky, @ForAll String any) {
        for (TextFunction function : Steps.plain().toList()) {
            // A dictionary may lead on from where it has led: 鏇 is 镟, and 镟 is 旋.
            if (function != TextFunction.STRIP_HTML
                    && function != TextFunction.SIMPLIFIED
                    && function != TextFunction.TRADITIONAL) {
                String once = Steps.of(function).apply(tricky + any);
                assertEquals(once, Steps.of(function).apply(once), function::name);
            }
        }
    }

    @Property
    void theShortWayToLowerCaseLeadsWhereIcuLeads(@ForAll("tricky") String tricky, @ForAll String any) {
        String text = tricky + any;
        assertEquals(UCharacter.toLowerCase(ULocale.ROOT, text), LowerCase.of(text));
    }
}
