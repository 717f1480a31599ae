package dev.limosa.status;

import java.util.Locale;

/** Numbers as people read them. */
public final class Units {

    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Units() {}

    /** {@code 212 MB}: of 1024, as PostgreSQL counts them. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTES.length - 1) {
            value /= 1024;
            unit++;
        }
        return (value < 10 && unit > 0 ? format("%.1f", value) : format("%,.0f", value)) + " " + BYTES[unit];
    }

    /** {@code 0.8 s}, {@code 42 s}, {@code 3 min 05 s}, {@code 2 h 14 min}, {@code 3 d 4 h}. */
    public static String seconds(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return seconds < 10 ? format("%.1f s", seconds) : whole + " s";
        }
        if (whole < 3_600) {
            return format("%d min %02d s", whole / 60, whole % 60);
        }
        return whole < 86_400
                ? format("%d h %02d min", whole / 3_600, whole % 3_600 / 60)
                : format("%d d %d h", whole / 86_400, whole % 86_400 / 3_600);
    }

    public static String count(long number) {
        return format("%,d", number);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
