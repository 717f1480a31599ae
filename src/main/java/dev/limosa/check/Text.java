package dev.limosa.check;

import java.util.List;
import java.util.Locale;

/** Amounts and lists for a person. */
final class Text {

    private static final int SHOWN = 6;
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

    private Text() {}

    static String bytes(double bytes) {
        if (bytes < 1000) {
            return Math.round(bytes) + " bytes";
        }
        int unit = -1;
        double value = bytes;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** The first few, and how many more there are. */
    static String names(List<String> names) {
        return names.size() <= SHOWN + 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }

    static String count(long number, String singular, String plural) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? singular : plural);
    }
}
