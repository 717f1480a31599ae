package dev.limosa.text.hanlp;

import com.hankcs.hanlp.dictionary.other.CharType;

/** Stretches that no dictionary knows, cut where the kind of character changes. */
final class Atoms {

    private Atoms() {}

    static boolean isChineseNumeral(char c) {
        return CharType.get(c) == CharType.CT_CNUM;
    }

    /** Where the atom ends that begins here, {@code end} at the latest. */
    static int end(char[] text, int from, int end) {
        int type = CharType.get(text[from]);
        int at = from + 1;
        while (at < end && (CharType.get(text[at]) == type || isInsideNumber(text, at, end, type))) {
            at++;
        }
        return at;
    }

    /** A decimal point or a thousands separator with a digit behind it. */
    private static boolean isInsideNumber(char[] text, int at, int end, int type) {
        return type == CharType.CT_NUM
                && isSeparator(text[at])
                && at + 1 < end
                && CharType.get(text[at + 1]) == CharType.CT_NUM;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == '.' || c == '，' || c == '．';
    }

    /** The number that stands for words of this kind. */
    static int id(char first) {
        return switch (CharType.get(first)) {
            case CharType.CT_NUM, CharType.CT_INDEX, CharType.CT_CNUM -> Lexicon.NUMBER;
            case CharType.CT_SINGLE -> Lexicon.LETTERS;
            default -> Lexicon.UNKNOWN;
        };
    }
}
