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
    void showsShareRateAndTimeLeftFromTheLastSecondsOnly() {
        Bar bar = new Bar("snapshot", 10_000);
        bar.at(0, 0);
        bar.at(1_000, 10 * SECOND);
        bar.at(3_000, 12 * SECOND);
        assertEquals("snapshot  30 %  3,000 of 10,000  1,000/s  7 s left", bar.text(false));
    }

    @Test
    void guessesNoTimeBeforeOnePercentNorAfterTheEnd() {
        Bar bar = new Bar("changes", 10_000);
        bar.at(0, 0);
        bar.at(99, SECOND);
        assertFalse(bar.text(false).contains("left"));
        bar.at(10_001, 2 * SECOND);
        assertFalse(bar.text(false).contains("left"));
        assertTrue(bar.text(true).contains("[" + "█".repeat(24) + "]"));
    }

    @Test
    void printsALineEveryFewSecondsWhereNobodyCanDrawOverIt() {
        Progress progress = new Progress(out, false);
        for (int i = 0; i <= 8; i++) {
            progress.show(List.of(new Bar("a", 1)), "note", i * SECOND);
        }
        assertEquals(3, text().lines().count());
        assertFalse(text().contains("\u001b"));
    }

    @Test
    void drawsOverItsOwnLinesOnATerminalAndOverNoOthers() {
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
