package dev.limosa.text.analysis;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;

/** What is no word: white space and punctuation, by ICU's Unicode and not the JVM's. */
final class Marks {

    private static final String SENTENCE_ENDS = "。！？!?；;\n\r…";

    private Marks() {}

    static int skipSpace(char[] text, int from, int to) {
        int at = from;
        while (at < to && isSpace(text[at])) {
            at++;
        }
        return at;
    }

    /** Where white space begins, {@code to} at the latest. */
    static int tokenEnd(char[] text, int from, int to) {
        int at = from;
        while (at < to && !isSpace(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        if (c < 0x80) {
            return c <= ' ' || c == 0x7f;
        }
        // Between these there is none, and there is most of Chinese text.
        return (c < 0x3001 || c >= 0xfeff) && (UCharacter.isUWhiteSpace(c) || c < 0xa0 || c == 0xfeff);
    }

    /** Whether there is anything but punctuation, symbols and invisible characters; emoji count as content. */
    static boolean hasContent(char[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int c = Character.codePointAt(text, at, to);
            if (isContent(c)) {
                return true;
            }
            at += Character.charCount(c);
        }
        return false;
    }

    private static boolean isContent(int c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        if (c >= 0x4e00 && c <= 0x9fff) {
            return true;
        }
        return switch (UCharacter.getType(c)) {
            case ECharacterCategory.CONNECTOR_PUNCTUATION,
                    ECharacterCategory.DASH_PUNCTUATION,
                    ECharacterCategory.START_PUNCTUATION,
                    ECharacterCategory.END_PUNCTUATION,
                    ECharacterCategory.INITIAL_PUNCTUATION,
                    ECharacterCategory.FINAL_PUNCTUATION,
                    ECharacterCategory.OTHER_PUNCTUATION,
                    ECharacterCategory.SPACE_SEPARATOR,
                    ECharacterCategory.LINE_SEPARATOR,
                    ECharacterCategory.PARAGRAPH_SEPARATOR,
                    ECharacterCategory.CONTROL,
                    ECharacterCategory.FORMAT,
                    ECharacterCategory.SURROGATE -> false;
            case ECharacterCategory.MATH_SYMBOL,
                    ECharacterCategory.CURRENCY_SYMBOL,
                    ECharacterCategory.MODIFIER_SYMBOL,
                    ECharacterCategory.OTHER_SYMBOL -> UCharacter.hasBinaryProperty(c, UProperty.EMOJI_PRESENTATION);
            default -> true;
        };
    }

    /**
     * All of the text if it is short enough; otherwise behind the last end of a sentence, or between two characters.
     */
    static int pieceEnd(char[] text, int from, int to, int longest) {
        if (to - from <= longest) {
            return to;
        }
        int end = from + longest;
        for (int at = end; at > from + longest / 2; at--) {
            if (SENTENCE_ENDS.indexOf(text[at - 1]) >= 0) {
                return at;
            }
        }
        return Character.isHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}
