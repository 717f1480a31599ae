package dev.limosa.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** «Did you mean …?» for a name that does not exist. */
public final class Suggestion {

    private Suggestion() {}

    /** The nearest of the existing names, or all of them if none is near. */
    public static String among(String name, Collection<String> existing) {
        return nearest(name, existing)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElseGet(() -> "expected one of " + new TreeSet<>(existing));
    }

    /** The nearest of the existing names, if one is near enough to have been meant. */
    static Optional<String> nearest(String name, Collection<String> existing) {
        return existing.stream()
                .filter(candidate -> distance(name, candidate) <= (name.length() + 2) / 3)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
