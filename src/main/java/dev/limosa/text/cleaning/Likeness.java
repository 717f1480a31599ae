package dev.limosa.text.cleaning;

import com.ibm.icu.lang.UCharacter;

/** Makes the same of characters that differ only in what is ignored; every one stays in its place. */
final class Likeness {

    private static final int BMP = 1 << 16;
    private static final Likeness[] ALL = new Likeness[4];

    private final boolean ignoreCase;
    private final char[] table = new char[BMP];

    private Likeness(boolean ignoreCase, boolean ignoreWidth) {
        this.ignoreCase = ignoreCase;
        for (int c = 0; c < BMP; c++) {
            char half = ignoreWidth ? Width.half((char) c) : (char) c;
            table[c] = ignoreCase ? folded(half) : half;
        }
    }

    static Likeness of(boolean ignoreCase, boolean ignoreWidth) {
        int index = (ignoreCase ? 1 : 0) + (ignoreWidth ? 2 : 0);
        synchronized (ALL) {
            if (ALL[index] == null) {
                ALL[index] = new Likeness(ignoreCase, ignoreWidth);
            }
            return ALL[index];
        }
    }

    /** Simple case folding: one character becomes one. */
    private static char folded(char c) {
        int folded = UCharacter.foldCase(c, true);
        return folded < BMP ? (char) folded : c;
    }

    char[] of(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = table[chars[i]];
            if (ignoreCase && i > 0 && Character.isSurrogatePair(chars[i - 1], chars[i])) {
                int folded = UCharacter.foldCase(Character.toCodePoint(chars[i - 1], chars[i]), true);
                if (folded >= BMP) {
                    Character.toChars(folded, chars, i - 1);
                }
            }
        }
        return chars;
    }
}
