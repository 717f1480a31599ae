package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLinesTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out =
            new PrintStream(new BufferedOutputStream(written), false, StandardCharsets.ISO_8859_1);

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linesOfAnyLengthComeWhole() throws IOException {
        String longLine = "中é😀".repeat(100_000);
        TextLines lines = new TextLines(bytes("a\n" + longLine + "\n\n" + longLine), out);
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            read.add(lines.text());
            assertEquals(read.size(), lines.number());
            lines.write(lines.text());
        }
        lines.flush();
        assertEquals(List.of("a", longLine, "", longLine), read);
        assertEquals("a\n" + longLine + "\n\n" + longLine + "\n", written());
    }

    /** Another program may write the next line only when it has read what became of the last one. */
    @Test
    void whatIsDoneIsWrittenBeforeMoreIsWaitedFor() throws IOException {
        List<String> seen = new ArrayList<>();
        InputStream conversation = new InputStream() {
            private final List<String> said = new ArrayList<>(List.of("one\n", "two\nthree\n"));

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                seen.add(written());
                if (said.isEmpty()) {
                    return -1;
                }
                byte[] next = said.remove(0).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(next, 0, buffer, offset, next.length);
                return next.length;
            }
        };
        TextLines lines = new TextLines(conversation, out);
        while (lines.next()) {
            lines.write("<" + lines.text() + ">");
        }
        assertEquals(List.of("", "<one>\n", "<one>\n<two>\n<three>\n"), seen);
    }

    @Test
    void halfACharacterIsRefusedAndNothingOfItIsWritten() throws IOException {
        TextLines lines = new TextLines(bytes(""), out);
        assertThrows(IllegalArgumentException.class, () -> lines.write("a\ud83d"));
        lines.write("b\r\nc\u0085d\u2028e\u000bf");
        lines.flush();
        assertEquals("b  c d e f\n", written());
    }

    @Test
    void aReaderThatIsGoneIsAnErrorOfItsOwn() {
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        TextLines lines = new TextLines(bytes("a\n"), closed);
        IOException e = assertThrows(IOException.class, () -> {
            while (lines.next()) {
                lines.write("x");
            }
        });
        assertTrue(String.valueOf(e.getMessage()).contains("whoever read it has closed it"), e.getMessage());
    }
}
