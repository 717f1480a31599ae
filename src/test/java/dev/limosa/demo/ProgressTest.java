package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.Progress.Bar;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void shows_share_rate_and_time_left_from_the_last_seconds_only() {
        Bar bar = new Bar("snapshot", 10_000);
        bar.at(0, 0);
        bar.at(1_000, 10 * SECOND);
        bar.at(3_000, 12 * SECOND);
        assertEquals("snapshot  30 %  3,000 of 10,000  1,000/s  7 s left", bar.text(false));
    }

    @Test
    void guesses_no_time_before_one_percent_nor_after_the_end() {
        Bar bar = new Bar("changes", 10_000);
        bar.at(0, 0);
        bar.at(99, SECOND);
        assertFalse(bar.text(false).contains("left"));
        bar.at(10_001, 2 * SECOND);
        assertFalse(bar.text(false).contains("left"));
        assertTrue(bar.text(true).contains("[" + "█".repeat(24) + "]"));
    }

    @Test
    void prints_a_line_every_few_seconds_where_nobody_can_draw_over_it() {
        Progress progress = new Progress(out, false);
        for (int i = 0; i <= 8; i++) {
            progress.show(List.of(new Bar("a", 1)), "note", i * SECOND);
        }
        assertEquals(3, text().lines().count());
        assertFalse(text().contains("\u001b"));
    }

    @Test
    void draws_over_its_own_lines_on_a_terminal_and_over_no_others() {
        Progress progress = new Progress(out, true);
        progress.say("hello");
        progress.show(List.of(new Bar("a", 1)), "note", 0);
        assertFalse(text().contains("\u001b"));
        progress.show(List.of(new Bar("a", 1)), "note", SECOND);
        assertEquals(2, text().split("\u001b\\[1A", -1).length - 1);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
