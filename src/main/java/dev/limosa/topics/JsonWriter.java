package dev.limosa.topics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends compact JSON to a growing byte array: the one way by which column values enter a record. Reused from row to
 * row; for one thread.
 *
 * <p>Values are copied as bytes wherever they already are JSON, so that a column no transform touches is never decoded.
 */
public final class JsonWriter {

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST_ESCAPE = 6;
    /** Room is made for so many bytes at once: for the worst case of a whole large text it would be far too much. */
    private static final int SLICE = 64 * 1024;

    private byte[] buffer = new byte[1024];
    private int length;

    /** {@code "name":} as bytes, to be passed to {@link #raw(byte[])} for every row. */
    public static byte[] nameToken(String name) {
        return new JsonWriter().string(name).raw(':').toByteArray();
    }

    public JsonWriter clear() {
        length = 0;
        return this;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    public JsonWriter raw(char ascii) {
        room(1);
        buffer[length++] = (byte) ascii;
        return this;
    }

    public JsonWriter raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    public JsonWriter raw(byte[] json, int from, int to) {
        room(to - from);
        System.arraycopy(json, from, buffer, length, to - from);
        length += to - from;
        return this;
    }

    public JsonWriter nullValue() {
        return raw(NULL);
    }

    public JsonWriter bool(boolean value) {
        return ascii(value ? "true" : "false");
    }

    public JsonWriter number(long value) {
        return ascii(Long.toString(value));
    }

    /** Appends characters that need no escape and are all ASCII: digits, keywords, punctuation. */
    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) is exact for ASCII, and copies only once.
    public JsonWriter ascii(String text) {
        int size = text.length();
        room(size);
        text.getBytes(0, size, buffer, length);
        length += size;
        return this;
    }

    /** Appends a JSON string, or {@code null}. */
    public JsonWriter string(@Nullable String value) {
        if (value == null) {
            return nullValue();
        }
        raw('"');
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        escaped(utf8, 0, utf8.length);
        return raw('"');
    }

    /** Appends UTF-8 text with what JSON demands escaped, without quotes around it. */
    public JsonWriter escaped(byte[] utf8, int from, int to) {
        int end;
        for (int begin = from; begin < to; begin = end) {
            end = to - begin > SLICE ? begin + SLICE : to;
            slice(utf8, begin, end);
        }
        return this;
    }

    private void slice(byte[] utf8, int from, int to) {
        room((to - from) * LONGEST_ESCAPE);
        byte[] out = buffer;
        int at = length;
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b >= 0x20 && b != '"' && b != '\\' || b < 0) {
                out[at++] = b;
            } else {
                at = escape(b, out, at);
            }
        }
        length = at;
    }

    /** Appends one byte of a string's UTF-8 text, escaped where JSON demands it. */
    public JsonWriter escaped(byte b) {
        room(LONGEST_ESCAPE);
        if (b >= 0x20 && b != '"' && b != '\\' || b < 0) {
            buffer[length++] = b;
        } else {
            length = escape(b, buffer, length);
        }
        return this;
    }

    private static int escape(byte b, byte[] out, int start) {
        int at = start;
        out[at++] = '\\';
        switch (b) {
            case '"', '\\' -> out[at++] = b;
            case '\n' -> out[at++] = 'n';
            case '\r' -> out[at++] = 'r';
            case '\t' -> out[at++] = 't';
            case '\b' -> out[at++] = 'b';
            case '\f' -> out[at++] = 'f';
            default -> {
                out[at++] = 'u';
                out[at++] = '0';
                out[at++] = '0';
                out[at++] = HEX[(b >> 4) & 15];
                out[at++] = HEX[b & 15];
            }
        }
        return at;
    }

    private void room(int more) {
        int needed = length + more;
        if (needed < 0) {
            throw new IllegalStateException("cannot write row: it is larger than 2 GB");
        }
        if (needed > buffer.length) {
            buffer =
                    Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L)));
        }
    }
}
