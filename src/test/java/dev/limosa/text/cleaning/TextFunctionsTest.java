package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.limosa.config.TransformStep.TextFunction;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextFunctionsTest {

    @Test
    void trimRemovesEveryUnicodeWhiteSpaceAtBothEndsOnly() {
        String all = "\t\n\u000B\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                + "\u200A\u2028\u2029\u202F\u205F\u3000";
        assertEquals(25, all.length());
        assertEquals("a" + all + "b", WhiteSpace.trim(all + "a" + all + "b" + all));
        assertEquals("", WhiteSpace.trim(all));
    }

    @Test
    void trimLeavesCharactersWithoutWidth() {
        assertSame("\u200Ba\uFEFF", WhiteSpace.trim("\u200Ba\uFEFF"));
    }

    @ParameterizedTest
    @CsvSource({
        "Hello WORLD,hello world",
        "ＬＩＭＯＳＡ,ｌｉｍｏｓａ",
        "ÉCOLE,école",
        "ΟΔΟΣ,οδος",
        "ΟΔΟΣ ΑΣ,οδος ας",
        "İstanbul,i̇stanbul",
        "ꞀꭰᎠ,ꞁꭰꭰ",
        "STRASSE ẞ,strasse ß",
        "𐐀 DESERET,𐐨 deseret"
    })
    void lowerFollowsUnicode(String text, String expected) {
        assertEquals(expected, LowerCase.of(text));
    }

    @Test
    void lowerDoesNotAskTheMachineForItsLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertEquals("title ı", LowerCase.of("TITLE ı"));
            assertEquals("i̇", LowerCase.of("İ"));
            assertEquals("izmir", LowerCase.of("IZMIR"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ＡＢＣ１２３！,ABC123!",
        "ｶﾞｷﾞ,ガギ",
        "ﬁn,fin",
        "e\u0301,\u00E9",
        "①②,12",
        "㎏,kg",
        "中文,中文",
        "\u1112\u1161\u11AB,한"
    })
    void nfkcComposesWhatIsTheSame(String text, String expected) {
        assertEquals(expected, Normalization.NFKC.apply(text));
    }

    @Test
    void nfkcMakesAPlainSpaceOfTheIdeographicOne() {
        assertEquals("中 文", Normalization.NFKC.apply("中\u3000文"));
    }

    @Test
    void nfkcKeepsMarksThatJoinNothing() {
        assertSame("q\u0308", Normalization.NFKC.apply("q\u0308"));
        assertSame("👩\u200D👩\u200D👧", Normalization.NFKC.apply("👩\u200D👩\u200D👧"));
    }

    @Test
    void collapseMakesOneSpaceOfARun() {
        assertEquals("a b", WhiteSpace.collapse("a \t\r\n b"));
        assertEquals("中 文", WhiteSpace.collapse("中\u3000\u3000文"));
        assertEquals(" a b ", WhiteSpace.collapse("\u00A0a  b\n\n"));
        assertEquals("a b", WhiteSpace.collapse("a\tb"));
    }

    @ParameterizedTest
    @MethodSource("dev.limosa.text.cleaning.Steps#plain")
    void aTextThatIsRightAlreadyComesBackAsTheSameObject(TextFunction function) {
        String text =
                switch (function) {
                    case FULL_WIDTH -> "ａｌｒｅａｄｙ　已经正确";
                    case TRADITIONAL -> "already right, 已經正確 é 🦆 > \" '";
                    default -> "already right, 已经正确 é 🦆 > \" '";
                };
        assertSame(text, Steps.of(function).apply(text));
        assertSame("", Steps.of(function).apply(""));
    }
}
