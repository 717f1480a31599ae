package dev.limosa.text.cleaning;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of Chinese identity cards (GB 11643): region, date of birth, order and a check character, in one or as 6-8-4.
 * The old ones of 15 digits have no check digit.
 */
final class ChineseId {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final BitSet REGIONS = regions();

    private ChineseId() {}

    private static BitSet regions() {
        BitSet regions = new BitSet();
        regions.set(11, 16);
        regions.set(21, 24);
        regions.set(31, 38);
        regions.set(41, 47);
        regions.set(50, 55);
        regions.set(61, 66);
        regions.set(71);
        regions.set(81, 84);
        return regions;
    }

    /** @param start of a run of digits, {@code end} its end */
    static @Nullable Span at(String text, int start, int end) {
        StringBuilder digits = new StringBuilder(18).append(text, start, Math.min(end, start + 18));
        int last = end - start == 6 ? birthEnd(text, end, digits) : end - start == 17 || end - start == 18 ? end : -1;
        if (last < 0) {
            return null;
        }
        if (digits.length() == 17) {
            last = isX(text, last) ? last + 1 : -1;
        }
        return last > 0 && isValid(digits.toString(), digits.length() == 17 ? 10 : Digits.value(digits.toString(), 17))
                ? new Span(start, last)
                : null;
    }

    /** Where the digits of a number in groups end; adds those of the second group and the third. */
    private static int birthEnd(String text, int end, StringBuilder digits) {
        char separator = Digits.separator(text, end);
        int birth = separator == 0 ? -1 : Digits.groupEnd(text, end, separator, 8, 8);
        int last = birth < 0 ? -1 : Digits.groupEnd(text, birth, separator, 3, 4);
        if (last > 0) {
            digits.append(text, end + 1, birth).append(text, birth + 1, last);
        }
        return last;
    }

    private static boolean isX(String text, int at) {
        boolean goesOn = Span.isLetter(text, at + 1) || Digits.isAt(text, at + 1);
        return at < text.length() && "xXｘＸ".indexOf(text.charAt(at)) >= 0 && !goesOn;
    }

    private static boolean isValid(String digits, int check) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * Digits.value(digits, i);
        }
        char expected = CHECKS.charAt(sum % CHECKS.length());
        return expected == (check == 10 ? 'X' : (char) ('0' + check))
                && isRegion(digits)
                && isDate((int) Digits.number(digits, 6, 4), digits, 10);
    }

    /** @param start of a run of digits, {@code end} its end */
    static @Nullable Span old(String text, int start, int end) {
        if (end - start != 15) {
            return null;
        }
        String digits = text.substring(start, end);
        boolean valid = isRegion(digits) && isDate(1900 + (int) Digits.number(digits, 6, 2), digits, 8);
        return valid ? new Span(start, end) : null;
    }

    private static boolean isRegion(String digits) {
        return REGIONS.get((int) Digits.number(digits, 0, 2));
    }

    private static boolean isDate(int year, String digits, int at) {
        int month = (int) Digits.number(digits, at, 2);
        int day = (int) Digits.number(digits, at + 2, 2);
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return year >= 1900
                && year < 2100
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= (month == 2 && !leap ? 28 : DAYS[month - 1]);
    }
}
