package dev.limosa.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One text a line in, one a line out: UTF-8 to the letter, whatever the JVM takes for its charset. A line ends with a
 * line feed, or a carriage return and a line feed; what is read is written before more is waited for, so another
 * program can hold a conversation through two pipes. Memory is that of the longest line. For one thread.
 */
final class TextLines {

    private final InputStream in;
    private final PrintStream out;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private boolean atEnd;
    private int lineStart;
    private int lineEnd;
    private long number;

    TextLines(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Goes to the next line; false behind the last one. */
    boolean next() throws IOException {
        int searched = from;
        while (true) {
            int end = indexOfLineFeed(searched);
            if (end >= 0) {
                return take(end, end + 1);
            }
            if (atEnd) {
                return from < to && take(to, to);
            }
            int known = to - from;
            fill();
            searched = from + known;
        }
    }

    private boolean take(int end, int next) {
        boolean carriageReturn = next > end && end > from && buffer[end - 1] == '\r';
        lineStart = from;
        lineEnd = carriageReturn ? end - 1 : end;
        from = next;
        number++;
        return true;
    }

    private int indexOfLineFeed(int start) {
        for (int i = start; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        } else if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        }
        if (in.available() == 0) {
            flush();
        }
        int read = in.read(buffer, to, buffer.length - to);
        atEnd = read < 0;
        to += Math.max(0, read);
    }

    /** @throws IllegalArgumentException if the line is not UTF-8 */
    String text() {
        ByteBuffer line = ByteBuffer.wrap(buffer, lineStart, lineEnd - lineStart);
        try {
            return decoder.decode(line).toString();
        } catch (CharacterCodingException e) {
            // The decoder stops in front of it.
            int place = line.position() - lineStart + 1;
            throw new IllegalArgumentException("expected UTF-8, found something else at byte " + place, e);
        }
    }

    /**
     * Writes one line. Whatever separates lines becomes a space, so that each result stays on its own.
     *
     * @throws IllegalArgumentException if it can't be UTF-8; nothing is written then
     */
    void write(@Nullable String text) throws IOException {
        ByteBuffer bytes;
        try {
            bytes = encoder.encode(CharBuffer.wrap(text == null ? "" : oneLine(text)));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected a result that can be UTF-8, found half a character in it", e);
        }
        out.write(bytes.array(), 0, bytes.limit());
        out.write('\n');
    }

    /** @throws IOException if nobody reads any more */
    void flush() throws IOException {
        if (out.checkError()) {
            throw new IOException("cannot write to standard output: whoever read it has closed it");
        }
    }

    private static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (separates(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = separates(chars[i]) ? ' ' : chars[i];
        }
        return new String(chars);
    }

    /** Unicode's line breaks: some programs take each of them for one. */
    private static boolean separates(char c) {
        return c >= '\n' && c <= '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }
}
