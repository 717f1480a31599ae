package dev.limosa.preview;

import dev.limosa.config.OutputConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is different between the two rows made of one. For one row. */
final class Change {

    private final List<String> columns = new ArrayList<>();
    private final List<String> gained = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private long characters;

    void add(String column, @Nullable String then, @Nullable String now) {
        columns.add(column);
        characters += distance(then == null ? "" : then, now == null ? "" : now);
    }

    /** A token that is there once more often than before is gained once. */
    void addTokens(OutputConfig then, @Nullable String before, OutputConfig now, @Nullable String after) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> was = TokenLists.of(then, before);
        was.forEach(token -> counts.merge(token, 1, Integer::sum));
        for (String token : TokenLists.of(now, after)) {
            if (counts.merge(token, -1, Integer::sum) < 0) {
                gained.add(token);
            }
        }
        for (String token : was) {
            if (counts.getOrDefault(token, 0) > 0) {
                counts.merge(token, -1, Integer::sum);
                lost.add(token);
            }
        }
    }

    /** How many characters lie between what both begin with and what both end with. */
    private static int distance(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int start = 0;
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        return Math.max(a.length(), b.length()) - start - end;
    }

    boolean isNone() {
        return columns.isEmpty();
    }

    List<String> columns() {
        return columns;
    }

    List<String> gained() {
        return gained;
    }

    List<String> lost() {
        return lost;
    }

    long characters() {
        return characters;
    }

    /** Tokens count first: they are what people look for. */
    long weight() {
        return 1_000_000L * (gained.size() + lost.size()) + characters;
    }
}
