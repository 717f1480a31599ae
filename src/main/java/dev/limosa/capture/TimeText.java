package dev.limosa.capture;

import java.time.LocalDate;

/** Dates and times as PostgreSQL prints them with {@code DateStyle=ISO} and {@code TimeZone=UTC}. */
final class TimeText {

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
    /** PostgreSQL's own limits; Debezium maps its infinities to values far beyond them. */
    private static final long FIRST_DAY = LocalDate.of(-4713, 11, 24).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(294276, 12, 31).toEpochDay();

    private TimeText() {}

    static String date(long epochDay) {
        if (epochDay < FIRST_DAY || epochDay > 2_145_031_948L) {
            throw new InexactValueException("a date outside PostgreSQL's range");
        }
        StringBuilder out = new StringBuilder(13);
        boolean beforeChrist = appendDate(epochDay, out);
        return (beforeChrist ? out.append(" BC") : out).toString();
    }

    static String time(long microsOfDay) {
        StringBuilder out = new StringBuilder(15);
        appendTime(microsOfDay, out);
        return out.toString();
    }

    static String timestamp(long epochMicros) {
        long day = Math.floorDiv(epochMicros, MICROS_PER_DAY);
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw new InexactValueException("a timestamp outside PostgreSQL's range");
        }
        StringBuilder out = new StringBuilder(29);
        boolean beforeChrist = appendDate(day, out);
        appendTime(Math.floorMod(epochMicros, MICROS_PER_DAY), out.append(' '));
        return (beforeChrist ? out.append(" BC") : out).toString();
    }

    /** From Debezium's {@code 2024-05-01T12:00:00.5Z}. */
    static String zoned(String iso) {
        int length = iso.length();
        boolean plain = length >= 20 && iso.charAt(10) == 'T' && iso.charAt(length - 1) == 'Z' && iso.charAt(0) != '-';
        if (!plain) {
            throw new InexactValueException("a timestamp far from now");
        }
        int end = length - 1;
        if (iso.indexOf('.') > 0) {
            while (iso.charAt(end - 1) == '0') {
                end--;
            }
            end = iso.charAt(end - 1) == '.' ? end - 1 : end;
        }
        return new StringBuilder(end + 3)
                .append(iso, 0, 10)
                .append(' ')
                .append(iso, 11, end)
                .append("+00")
                .toString();
    }

    private static boolean appendDate(long epochDay, StringBuilder out) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int year = date.getYear();
        boolean beforeChrist = year <= 0;
        String digits = Integer.toString(beforeChrist ? 1 - year : year);
        out.append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits).append('-');
        two(date.getMonthValue(), out);
        two(date.getDayOfMonth(), out.append('-'));
        return beforeChrist;
    }

    private static void appendTime(long microsOfDay, StringBuilder out) {
        long seconds = microsOfDay / MICROS_PER_SECOND;
        two((int) (seconds / 3600), out);
        two((int) (seconds / 60 % 60), out.append(':'));
        two((int) (seconds % 60), out.append(':'));
        appendFraction((int) (microsOfDay % MICROS_PER_SECOND), out);
    }

    private static void appendFraction(int micros, StringBuilder out) {
        if (micros == 0) {
            return;
        }
        String digits = Integer.toString((int) MICROS_PER_SECOND + micros).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        out.append('.').append(digits, 0, end);
    }

    private static void two(int number, StringBuilder out) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
