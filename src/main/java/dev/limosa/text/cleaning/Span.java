package dev.limosa.text.cleaning;

/** A stretch of a text. */
record Span(int start, int end) {

    /**
     * Whether it may be a number of its own: not the whole or the decimals of another one, and not part of a code that
     * goes on with Latin letters on both sides.
     */
    boolean standsAlone(String text) {
        boolean decimals = isAt(text, start - 1, '.') && Digits.isAt(text, start - 2);
        boolean whole = isAt(text, end, '.') && Digits.isAt(text, end + 1);
        return !decimals && !whole && !(isLetter(text, start - 1) && isLetter(text, end));
    }

    private static boolean isAt(String text, int at, char c) {
        return at >= 0 && at < text.length() && text.charAt(at) == c;
    }

    static boolean isLetter(String text, int at) {
        char c = at >= 0 && at < text.length() ? text.charAt(at) : 0;
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
