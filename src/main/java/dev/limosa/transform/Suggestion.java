package dev.limosa.transform;

import java.util.Collection;
import java.util.Comparator;

/** The name that was probably meant. */
final class Suggestion {

    private Suggestion() {}

    /** {@code ; did you mean 'x'?}, or the list of all there is if none comes near. */
    static String of(String wrong, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= (wrong.length() < 4 ? 1 : Math.max(2, wrong.length() / 3)))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("; there are " + names);
    }

    /** Levenshtein's: how many letters have to be put in, taken out or replaced. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            int diagonal = i - 1;
            for (int j = 0; j <= other.length(); j++) {
                int above = row[j];
                boolean edge = i == 0 || j == 0;
                row[j] = edge ? i + j : cheapest(diagonal, above, row[j - 1], one.charAt(i - 1) == other.charAt(j - 1));
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    private static int cheapest(int diagonal, int above, int left, boolean same) {
        return Math.min(same ? diagonal : diagonal + 1, Math.min(above, left) + 1);
    }
}
