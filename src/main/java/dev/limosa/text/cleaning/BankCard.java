package dev.limosa.text.cleaning;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of bank cards (ISO/IEC 7812): 13 to 19 digits that begin as an issuer's do and end with Luhn's check digit,
 * in one or in groups. Numbers that begin otherwise are left alone: one in ten of any numbers has a right check digit.
 */
final class BankCard {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private BankCard() {}

    /** @param start of a run of digits, {@code end} its end */
    static @Nullable Span at(String text, int start, int end) {
        int digits = end - start;
        if (digits >= SHORTEST) {
            return digits <= LONGEST && isCard(text.substring(start, end)) ? new Span(start, end) : null;
        }
        int last = digits == 4 || digits == 6 ? groupedEnd(text, start, end) : -1;
        return last < 0 ? null : new Span(start, last);
    }

    /** The longest card that begins with this group; only the last group may be shorter than four. */
    private static int groupedEnd(String text, int start, int end) {
        char separator = Digits.separator(text, end);
        StringBuilder digits = new StringBuilder(LONGEST).append(text, start, end);
        int found = -1;
        int at = end;
        int group = end - start;
        while (separator != 0 && group >= 4) {
            int next = Digits.groupEnd(text, at, separator, 1, LONGEST - digits.length());
            if (next < 0) {
                break;
            }
            digits.append(text, at + 1, next);
            group = next - at - 1;
            at = next;
            found = digits.length() >= SHORTEST && isCard(digits.toString()) ? at : found;
        }
        return found;
    }

    private static boolean isCard(String digits) {
        return isIssued((int) Digits.number(digits, 0, 4), digits.length()) && checks(digits);
    }

    private static boolean isIssued(int first, int length) {
        int two = first / 100;
        if (two >= 40 && two <= 49) {
            return length == 13 || length == 16 || length == 19;
        }
        if (two == 34 || two == 37) {
            return length == 15;
        }
        if (two == 36 || two == 38 || two == 39 || first >= 3000 && first <= 3059 || first == 3095) {
            return length == 14 || length >= 16;
        }
        if (two >= 51 && two <= 55 || first >= 2221 && first <= 2720) {
            return length == 16;
        }
        return length >= 16 && isLong(first, two);
    }

    /** UnionPay, JCB, Discover, Maestro, Mir, and Chinese cards older than UnionPay. */
    private static boolean isLong(int first, int two) {
        return two >= 60 && two <= 69
                || two == 81
                || two == 50
                || two >= 56 && two <= 58
                || first >= 3528 && first <= 3589
                || first >= 2200 && first <= 2204
                || first / 10 == 955;
    }

    private static boolean checks(String digits) {
        int sum = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int value = Digits.value(digits, i) << (place & 1);
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }
}
