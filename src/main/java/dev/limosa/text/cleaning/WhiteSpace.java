package dev.limosa.text.cleaning;

import com.ibm.icu.lang.UCharacter;

/** White space as Unicode defines it. Every such code point is one {@code char}, so surrogates need no care. */
final class WhiteSpace {

    private WhiteSpace() {}

    static boolean is(char c) {
        return c < 0x80 ? c == ' ' || c >= '\t' && c <= '\r' : UCharacter.isUWhiteSpace(c);
    }

    /**
     * Removes it at both ends: the 25 code points with the property White_Space, among them the no-break and the
     * ideographic space. A zero-width space or joiner and a byte order mark are not white space.
     */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && is(text.charAt(from))) {
            from++;
        }
        while (from < to && is(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Makes one plain space of every run of it, wherever it stands. */
    static String collapse(String text) {
        int first = firstToCollapse(text);
        return first < 0 ? text : collapseFrom(text, first);
    }

    /** Where white space begins that is not one plain space, or -1. */
    private static int firstToCollapse(String text) {
        boolean spaceBefore = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean space = is(c);
            if (space && (spaceBefore || c != ' ')) {
                return at;
            }
            spaceBefore = space;
        }
        return -1;
    }

    private static String collapseFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
        boolean spaceBefore = first > 0 && text.charAt(first - 1) == ' ';
        for (int at = first; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean space = is(c);
            if (!space) {
                out.append(c);
            } else if (!spaceBefore) {
                out.append(' ');
            }
            spaceBefore = space;
        }
        return out.toString();
    }
}
