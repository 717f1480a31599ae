package dev.limosa.text.cleaning;

import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses as people write them: ASCII on both sides, at least two labels behind the {@code @}, the last one a
 * word. Chinese text may stand right beside one. Quoted ones, and those with an IP address, are left alone.
 */
final class EmailAddress {

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_DOMAIN = 253;

    private EmailAddress() {}

    /** @param at where an {@code @} stands */
    static @Nullable Span around(String text, int at) {
        int start = localStart(text, at);
        int end = start < at ? domainEnd(text, at + 1) : -1;
        return end < 0 ? null : new Span(start, end);
    }

    /** Punctuation in front belongs to the sentence. */
    private static int localStart(String text, int at) {
        int start = at;
        while (start > 0 && isLocal(text.charAt(start - 1))) {
            start--;
            if (at - start > LONGEST_LOCAL) {
                return at;
            }
        }
        while (start < at && !isAlphanumeric(text.charAt(start)) && text.charAt(start) != '_') {
            start++;
        }
        return start;
    }

    private static int domainEnd(String text, int from) {
        int found = -1;
        int at = from;
        while (at - from < LONGEST_DOMAIN) {
            int end = labelEnd(text, at);
            if (end == at || text.charAt(at) == '-' || end - at > LONGEST_LABEL) {
                break;
            }
            int topLevel = at == from ? -1 : topLevelEnd(text, at, end);
            found = topLevel < 0 ? found : topLevel;
            if (end == text.length() || text.charAt(end) != '.') {
                break;
            }
            at = end + 1;
        }
        return found;
    }

    private static int labelEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && end - from <= LONGEST_LABEL
                && (isAlphanumeric(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        return end;
    }

    /** A top level has letters only: what stands right behind it, such as a number, is something else. */
    private static int topLevelEnd(String text, int start, int end) {
        if (text.regionMatches(true, start, "xn--", 0, 4)) {
            return end;
        }
        int letters = start;
        while (letters < end && Span.isLetter(text, letters)) {
            letters++;
        }
        return letters - start < 2 ? -1 : letters;
    }

    private static boolean isLocal(char c) {
        return isAlphanumeric(c) || c < 0x80 && ".!#$%&'*+/=?^_`{|}~-".indexOf(c) >= 0;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
