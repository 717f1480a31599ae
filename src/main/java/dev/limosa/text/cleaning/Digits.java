package dev.limosa.text.cleaning;

/** The digits of ASCII, and the full-width ones. */
final class Digits {

    private Digits() {}

    static boolean is(char c) {
        return c >= '0' && c <= '9' || c >= '０' && c <= '９';
    }

    static boolean isAt(String text, int at) {
        return at >= 0 && at < text.length() && is(text.charAt(at));
    }

    static int value(String text, int at) {
        char c = text.charAt(at);
        return c <= '9' ? c - '0' : c - '０';
    }

    /** The number that so many digits make, 18 at most. */
    static long number(String text, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = 10 * number + value(text, i);
        }
        return number;
    }

    /** Where a run of digits ends. */
    static int end(String text, int from) {
        int end = from;
        while (isAt(text, end)) {
            end++;
        }
        return end;
    }

    /**
     * Where a run ends of {@code least} to {@code most} digits that follows the separator at {@code at}; -1 if none
     * does.
     */
    static int groupEnd(String text, int at, char separator, int least, int most) {
        if (at >= text.length() || text.charAt(at) != separator) {
            return -1;
        }
        int end = at + 1;
        while (end - at <= most && isAt(text, end)) {
            end++;
        }
        return end - at - 1 < least || isAt(text, end) ? -1 : end;
    }

    /** The character at this place if numbers are written in groups with it between; otherwise 0. */
    static char separator(String text, int at) {
        char c = at < text.length() ? text.charAt(at) : 0;
        return c == ' ' || c == '-' ? c : 0;
    }
}
