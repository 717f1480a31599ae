package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The generated pages under {@code docs} are what schema and commands say today; {@code -Dlimosa.docs=write} writes
 * them.
 */
class ReferencesAreUpToDateTest {

    private static final Path DOCS = Path.of("docs");

    @Test
    void commands() throws Exception {
        check("cli.md", CliReference.text());
    }

    @Test
    void configuration() throws Exception {
        check("config.md", ConfigReference.text());
    }

    private static void check(String name, String text) throws Exception {
        Path page = DOCS.resolve(name);
        if ("write".equals(System.getProperty("limosa.docs"))) {
            Files.writeString(page, text);
        }
        assertEquals(
                text,
                Files.exists(page) ? Files.readString(page) : "",
                () -> "docs/" + name + " is stale: mvn test -Dtest=" + ReferencesAreUpToDateTest.class.getSimpleName()
                        + " -Dlimosa.docs=write");
    }
}
