package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.limosa.config.TransformStep.TextFunction;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextFunctionsTest {

    @Test
    void trimRemovesEveryUnicodeWhiteSpaceAtBothEndsOnly() {
        String all = "\t\n\u000B\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                + "\u200A\u2028\u2029\u202F\u205F\u3000";
        assertEquals(25, all.length());
        assertEquals("a" + all + "b", apply(TextFunction.TRIM, all + "a" + all + "b" + all));
        assertEquals("", apply(TextFunction.TRIM, all));
    }

    @Test
    void trimLeavesCharactersWithoutWidth() {
        assertSame("\u200Ba\uFEFF", apply(TextFunction.TRIM, "\u200Ba\uFEFF"));
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
        assertEquals(expected, apply(TextFunction.LOWER, text));
    }

    @Test
    void lowerDoesNotAskTheMachineForItsLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertEquals("title ı", apply(TextFunction.LOWER, "TITLE ı"));
            assertEquals("i̇", apply(TextFunction.LOWER, "İ"));
            assertEquals("izmir", apply(TextFunction.LOWER, "IZMIR"));
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
        assertEquals(expected, apply(TextFunction.NFKC, text));
    }

    @Test
    void nfkcMakesAPlainSpaceOfTheIdeographicOne() {
        assertEquals("中 文", apply(TextFunction.NFKC, "中\u3000文"));
    }

    @Test
    void nfkcKeepsMarksThatJoinNothing() {
        assertSame("q\u0308", apply(TextFunction.NFKC, "q\u0308"));
        assertSame("👩\u200D👩\u200D👧", apply(TextFunction.NFKC, "👩\u200D👩\u200D👧"));
    }

    @Test
    void collapseMakesOneSpaceOfARun() {
        assertEquals("a b", apply(TextFunction.COLLAPSE_SPACE, "a \t\r\n b"));
        assertEquals("中 文", apply(TextFunction.COLLAPSE_SPACE, "中\u3000\u3000文"));
        assertEquals(" a b ", apply(TextFunction.COLLAPSE_SPACE, "\u00A0a  b\n\n"));
        assertEquals("a b", apply(TextFunction.COLLAPSE_SPACE, "a\tb"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TextFunction.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HASH", "FULL_WIDTH", "TRADITIONAL", "REPLACE", "TRUNCATE", "MASK_WORDS"})
    void aTextThatIsRightAlreadyComesBackAsTheSameObject(TextFunction function) {
        String text = "already right, 已经正确 é 🦆 > \" '";
        assertSame(text, Steps.any(function).apply(text));
        assertSame("", Steps.any(function).apply(""));
    }

    private static String apply(TextFunction function, String text) {
        return Steps.of(function).apply(text);
    }
}
