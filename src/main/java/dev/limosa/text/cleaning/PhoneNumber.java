package dev.limosa.text.cleaning;

import org.jspecify.annotations.Nullable;

/**
 * Chinese mobile numbers (11 digits, also 3-4-4, also behind 86 or 0086), and numbers of any country behind a plus
 * sign: 8 to 15 digits, in groups with blanks, hyphens or brackets between.
 */
final class PhoneNumber {

    private static final int MOBILE = 11;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 15;

    private PhoneNumber() {}

    /** @param start of a run of digits, {@code end} its end */
    static @Nullable Span at(String text, int start, int end) {
        int mobile = mobileEnd(text, start, end);
        int international = hasPlus(text, start) ? internationalEnd(text, start, end) : -1;
        if (international > 0) {
            return new Span(start - 1, international);
        }
        return mobile < 0 ? null : new Span(start, mobile);
    }

    private static int mobileEnd(String text, int start, int end) {
        int digits = end - start;
        if (digits == 3) {
            return isMobile(text, start) ? groupedEnd(text, end) : -1;
        }
        int prefix = digits == MOBILE + 2 && Digits.number(text, start, 2) == 86
                ? 2
                : digits == MOBILE + 4 && Digits.number(text, start, 4) == 86 ? 4 : 0;
        return digits - prefix == MOBILE && isMobile(text, start + prefix) ? end : -1;
    }

    private static int groupedEnd(String text, int end) {
        char separator = Digits.separator(text, end);
        int second = separator == 0 ? -1 : Digits.groupEnd(text, end, separator, 4, 4);
        return second < 0 ? -1 : Digits.groupEnd(text, second, separator, 4, 4);
    }

    private static boolean isMobile(String text, int start) {
        return Digits.value(text, start) == 1 && Digits.value(text, start + 1) >= 3;
    }

    /** Not that of a sum. */
    private static boolean hasPlus(String text, int start) {
        char before = start > 0 ? text.charAt(start - 1) : 0;
        return (before == '+' || before == '＋') && !Digits.isAt(text, start - 2) && !Span.isLetter(text, start - 2);
    }

    private static int internationalEnd(String text, int start, int firstEnd) {
        if (firstEnd - start > LONGEST || Digits.value(text, start) == 0) {
            return -1;
        }
        int digits = firstEnd - start;
        long number = Digits.number(text, start, digits);
        int end = firstEnd;
        while (!isComplete(number, digits)) {
            int from = nextGroup(text, end);
            int to = from < 0 ? -1 : Digits.groupEnd(text, from - 1, text.charAt(from - 1), 1, LONGEST - digits);
            if (to < 0) {
                break;
            }
            digits += to - from;
            number = number * (long) Math.pow(10, to - from) + Digits.number(text, from, to - from);
            end = to;
        }
        return digits < SHORTEST ? -1 : end;
    }

    /** Of North America and of Chinese mobiles the length is known: what follows is something else. */
    private static boolean isComplete(long number, int digits) {
        return digits == LONGEST
                || digits == MOBILE && number / 10_000_000_000L == 1
                || digits == MOBILE + 2 && number / 100_000_000_000L == 86;
    }

    /** Behind one or two separators, or -1. */
    private static int nextGroup(String text, int end) {
        int at = end;
        while (at < text.length() && at < end + 2 && " -()".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at > end && Digits.isAt(text, at) ? at : -1;
    }
}
