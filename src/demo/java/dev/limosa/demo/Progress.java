package dev.limosa.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows how far things are: bars that are drawn over on a terminal, a line every few seconds elsewhere. The rate is
 * that of the last few seconds. For one thread.
 */
final class Progress {

    /** Something of which {@code done} of {@code total} are there. */
    static final class Bar {

        private static final long WINDOW_NANOS = 5_000_000_000L;
        private static final int WIDTH = 24;

        private record Point(long at, long done) {}

        private final String name;
        private final long total;
        private final Deque<Point> window = new ArrayDeque<>();
        private long done;

        Bar(String name, long total) {
            this.name = name;
            this.total = total;
        }

        void at(long nowDone, long nanos) {
            done = nowDone;
            window.addLast(new Point(nanos, nowDone));
            while (nanos - window.peekFirst().at() > WINDOW_NANOS) {
                window.removeFirst();
            }
        }

        void finish() {
            done = Math.max(done, total);
            window.clear();
        }

        double rate() {
            if (window.size() < 2) {
                return 0;
            }
            double seconds = (window.peekLast().at() - window.peekFirst().at()) / 1e9;
            return seconds <= 0
                    ? 0
                    : Math.max(0, window.peekLast().done() - window.peekFirst().done()) / seconds;
        }

        private double share() {
            return total == 0 ? 1 : Math.min(1, (double) done / total);
        }

        String text(boolean drawn) {
            int full = (int) (share() * WIDTH);
            String bar = drawn ? "[" + "█".repeat(full) + "·".repeat(WIDTH - full) + "] " : "";
            return String.format(
                    Locale.ROOT, "%-8s %s%3.0f %%  %,d of %,d%s", name, bar, share() * 100, done, total, speed());
        }

        private String speed() {
            double rate = rate();
            // Before one percent is done any guess of the rest is wild.
            boolean guess = rate > 0 && share() >= 0.01 && done < total;
            return (rate > 0 ? String.format(Locale.ROOT, "  %,.0f/s", rate) : "")
                    + (guess ? String.format(Locale.ROOT, "  %.0f s left", (total - done) / rate) : "");
        }
    }

    private static final long PLAIN_NANOS = 4_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long lastPlain = Long.MIN_VALUE;
    private int drawn;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Something that happened, once. */
    void say(String line) {
        erase();
        out.println(line);
    }

    void show(List<Bar> bars, String note, long nanos) {
        if (terminal) {
            erase();
            bars.forEach(bar -> out.println(bar.text(true)));
            out.println(note);
            drawn = bars.size() + 1;
        } else if (lastPlain == Long.MIN_VALUE || nanos - lastPlain >= PLAIN_NANOS) {
            lastPlain = nanos;
            out.println(bars.stream().map(bar -> bar.text(false)).collect(Collectors.joining(" | ")) + " | " + note);
        }
        out.flush();
    }

    private void erase() {
        for (; drawn > 0; drawn--) {
            out.print("\u001b[1A\u001b[2K");
        }
    }
}
