package dev.limosa.preview;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each token was met, of the most frequent ones at least. For one thread. */
final class TokenCounts {

    /** Beyond that, tokens met least often are forgotten: what is asked for are those met most often. */
    private static final int KEPT = 200_000;

    private final Map<String, Long> counts = new HashMap<>();
    private long floor;

    void add(String token, long times) {
        counts.merge(token, times, Long::sum);
        while (counts.size() > KEPT) {
            floor++;
            counts.values().removeIf(count -> count <= floor);
        }
    }

    void addAll(TokenCounts others) {
        others.counts.forEach(this::add);
    }

    /** Most frequent first; tokens that are equally frequent in the order of their characters. */
    List<DiffReport.TokenCount> most(int atMost) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(atMost)
                .map(entry -> new DiffReport.TokenCount(entry.getKey(), entry.getValue()))
                .toList();
    }
}
