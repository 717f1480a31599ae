package dev.limosa.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** «Did you mean …?» for a name that does not exist. */
public final class Suggestion {

    /** More names than these are no help in a message. */
    private static final int MANY = 50;

    private Suggestion() {}

    /** The nearest of the existing names, or all of them if none is near. */
    public static String among(String name, Collection<String> existing) {
        return nearest(name, existing)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElseGet(() -> "expected one of " + new TreeSet<>(existing));
    }

    /** As above; if there are too many names to print, where to find them. */
    public static String among(String name, Collection<String> existing, String where) {
        return existing.size() <= MANY || nearest(name, existing).isPresent()
                ? among(name, existing)
                : "none of the " + existing.size() + " that exist is like it: see " + where;
    }

    /** The nearest of the existing names, if one is near enough to have been meant. */
    static Optional<String> nearest(String name, Collection<String> existing) {
        return existing.stream()
                .filter(candidate -> distance(name, candidate) <= (name.length() + 2) / 3)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance, where two letters that changed places count as one; upper and lower case alike. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : nearestStep(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int nearestStep(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int step = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(step, d[i - 2][j - 2] + 1) : step;
    }
}
