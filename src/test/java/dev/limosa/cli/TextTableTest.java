package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.LOCALE)
class TextTableTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void speakGerman() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @Test
    void numbersWereWrittenAsTheMachinesLanguageWritesThemAndMovedToTheLeft() {
        List<String> lines = new TextTable("table", "rows")
                .row("public.review", 1_234_567L)
                .row("public.note", 8)
                .lines();
        assertEquals(
                List.of("table               rows", "public.review  1,234,567", "public.note            8"), lines);
    }
}
