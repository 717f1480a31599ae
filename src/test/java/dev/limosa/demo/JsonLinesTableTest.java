package dev.limosa.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTableTest {

    @TempDir
    Path folder;

    @Test
    void infersTypesOverTheWholeFile() throws IOException {
        assertEquals(
                "id bigint, i bigint, big numeric, d double precision, exact numeric, b boolean, t timestamp with time zone,"
                        + " s text, j jsonb, mixed text, n text",
                columns(
                        """
                        {"id": 1, "i": 1, "big": 1, "d": 1.5, "exact": 0.1, "b": true, "t": "2024-05-01T10:00:00Z", "s": "2024-05-01", "j": {"a": 1}, "mixed": 1, "n": null}
                        {"id": 2, "i": -9223372036854775808, "big": 9223372036854775808, "d": 3, "exact": 0.12345678901234567890, "b": null, "t": "2024-05-01T10:00:00.123456+02:00", "s": "x", "j": "text", "mixed": "2"}
                        """));
    }

    @Test
    void putsTheIdFirstAndTakesMixedIdsAsText() throws IOException {
        assertEquals(
                "id text, a bigint", columns("""
                {"a": 1, "id": "x"}

                {"id": 7}"""));
    }

    @Test
    void readsADayWithoutTimeAndAnImpossibleMomentAsText() throws IOException {
        assertEquals(
                "id bigint, a text, b text",
                columns("""
                {"id": 1, "a": "2024-05-01T10:00:00", "b": "2024-02-30T10:00:00Z"}"""));
    }

    @Test
    void readsPackedFilesAndNamesTheTableAfterTheFile() throws IOException {
        Path file = folder.resolve("my poems.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"id\": 1}\r\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                List.of(new TableId("public", "my poems")),
                JsonLinesTable.open(file, null).tables());
    }

    @Test
    void namesTheLineOfADuplicateIdAndTheLineOfTheFirst() {
        assertFails(
                "line 4: expected an id of its own, found that of line 2",
                """
                {"id": 1}
                {"id": "b"}
                {"id": 3}
                {"id": "b"}
                """);
        assertFails("line 2: expected an id of its own, found that of line 1", "{\"id\": 1}\n{\"id\": \"1\"}");
    }

    @Test
    void namesTheLineOfWhatIsNoRow() {
        assertFails("line 2: it is not one JSON object", "{\"id\": 1}\n{\"id\": 2,}\n");
        assertFails("line 1: it is not one JSON object", "{\"id\": 1} {\"id\": 2}\n");
        assertFails("line 1: it is not one JSON object", "{\"id\": 1, \"id\": 2}\n");
        assertFails("line 2: expected a JSON object, found a value of type array", "{\"id\": 1}\n[2]\n");
        assertFails("line 2: expected an id that is a text or a number, found none", "{\"id\": 1}\n{\"a\": 2}\n");
        assertFails("line 1: expected an id that is a text or a number, found a value of type null", "{\"id\": null}");
    }

    @Test
    void namesTheLineOfTextThatPostgresqlCannotStore() {
        assertFails(
                "line 2: PostgreSQL cannot store the character U+0000",
                "{\"id\": 1}\n{\"id\": 2, \"a\": \"x\\u0000\"}");
        assertFails(
                "line 1: PostgreSQL cannot store the character U+0000", "{\"id\": 2, \"a\": {\"b\": [\"\\u0000\"]}}");
        assertFails("line 1: its text holds half of a surrogate pair", "{\"id\": 2, \"a\": \"\\ud83d\"}");
    }

    @Test
    void refusesAFileWithoutRowsAndNamesThatDoNotFit() {
        assertFails("found none", "\n\n");
        assertFails("expected 1 to 63 bytes, found 64", "{\"id\": 1, \"" + "x".repeat(64) + "\": 1}");
    }

    private void assertFails(String expected, String content) {
        String message = assertThrows(IllegalArgumentException.class, () -> open(content))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    private String columns(String content) throws IOException {
        return open(content).columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    private JsonLinesTable open(String content) throws IOException {
        Path file = folder.resolve("rows.jsonl");
        Files.writeString(file, content);
        return JsonLinesTable.open(file, null);
    }
}
