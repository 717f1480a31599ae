package dev.limosa.demo;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides from two logs of one key whether the target lost or repeated changes. A log is the states that the key's row
 * took, in order: a digest of the row as the target must have it, or null for "no row".
 *
 * <p>What the target may rightly do: leave states out (the sink may collapse several changes of a key into the last
 * one), and write the state that the snapshot read. Streaming brings each source change once, and the snapshot reads
 * each key at most once, at any moment between two changes. So the target's log must be the source's log with one
 * repetition of the then current state put in anywhere at most, and anything left out; it may never repeat more, go
 * back, or show a state the source never had.
 *
 * <ul>
 *   <li><em>duplicated</em>: how many of the target's changes no source change and no snapshot read accounts for, under
 *       the reading of the logs that accounts for most of them (a longest common subsequence).
 *   <li><em>lost</em>: 1 if the source's last change is not what the target shows in the end, else 0.
 * </ul>
 *
 * A key the source did not change is fine with one target change (the snapshot's); a second one is a duplicate.
 */
final class AuditCheck {

    record Verdict(long lost, long duplicated) {}

    private AuditCheck() {}

    /**
     * @param before the state when the source's log began; null for no row
     * @param source the states after it
     * @param target the states the target's row took; empty if it was never touched
     */
    static Verdict check(@Nullable String before, List<@Nullable String> source, List<@Nullable String> target) {
        String last = source.isEmpty() ? before : source.get(source.size() - 1);
        String shown = target.isEmpty() ? null : target.get(target.size() - 1);
        boolean lost = !source.isEmpty() && !Objects.equals(last, shown);
        return new Verdict(lost ? 1 : 0, target.size() - accountedFor(before, source, target));
    }

    /**
     * A longest common subsequence; {@code best[read][i]} over the first i source changes, with or without the
     * snapshot's one read.
     */
    private static int accountedFor(
            @Nullable String before, List<@Nullable String> source, List<@Nullable String> target) {
        int[][] best = new int[2][source.size() + 1];
        for (String state : target) {
            int[][] next = new int[2][source.size() + 1];
            for (int i = 0; i <= source.size(); i++) {
                for (int read = 0; read < 2; read++) {
                    int value = best[read][i];
                    if (i > 0) {
                        value = Math.max(value, next[read][i - 1]);
                        if (Objects.equals(source.get(i - 1), state)) {
                            value = Math.max(value, best[read][i - 1] + 1);
                        }
                    }
                    String current = i == 0 ? before : source.get(i - 1);
                    if (read == 1 && state != null && state.equals(current)) {
                        value = Math.max(value, best[0][i] + 1);
                    }
                    next[read][i] = value;
                }
            }
            best = next;
        }
        return Math.max(best[0][source.size()], best[1][source.size()]);
    }
}
