package dev.limosa.topics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object read as slices of its bytes: names and values stay where they are, and only what is asked for is
 * decoded. Reads what {@link JsonWriter} writes (no blanks between tokens). Reused from row to row; for one thread.
 */
public final class JsonRow {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long QUOTES = 0x0101010101010101L * '"';
    private static final long BACKSLASHES = 0x0101010101010101L * '\\';

    private byte[] json = new byte[0];
    private int size;
    private int end;
    /** Four to a field: where its name begins and ends (without quotes), where its value begins and ends. */
    private int[] slices = new int[64];

    /** Reads the object that begins at {@code from}; the bytes must not change while this row is used. */
    public JsonRow read(byte[] bytes, int from) {
        json = bytes;
        size = 0;
        int at = expect(from, '{');
        while (json[at] != '}') {
            at = size == 0 ? at : expect(at, ',');
            at = field(at);
        }
        end = at + 1;
        return this;
    }

    private int field(int start) {
        if (size * 4 == slices.length) {
            slices = Arrays.copyOf(slices, slices.length * 2);
        }
        int slot = size++ * 4;
        int nameEnd = stringEnd(json, start) - 1;
        slices[slot] = start + 1;
        slices[slot + 1] = nameEnd;
        int value = expect(nameEnd + 1, ':');
        slices[slot + 2] = value;
        slices[slot + 3] = valueEnd(json, value);
        return slices[slot + 3];
    }

    public int size() {
        return size;
    }

    /** The first byte behind the object. */
    public int end() {
        return end;
    }

    public byte[] bytes() {
        return json;
    }

    public int valueStart(int field) {
        return slices[field * 4 + 2];
    }

    public int valueEnd(int field) {
        return slices[field * 4 + 3];
    }

    /** @param name the field's name as it stands between its quotes */
    public boolean hasName(int field, byte[] name) {
        return Arrays.equals(json, slices[field * 4], slices[field * 4 + 1], name, 0, name.length);
    }

    public String name(int field) {
        return unescaped(json, slices[field * 4], slices[field * 4 + 1]);
    }

    public boolean isNull(int field) {
        return json[valueStart(field)] == 'n';
    }

    public boolean isString(int field) {
        return json[valueStart(field)] == '"';
    }

    /** The value as PostgreSQL's text form: a string unescaped, a number or boolean as it stands, or null. */
    public @Nullable String text(int field) {
        int from = valueStart(field);
        int to = valueEnd(field);
        return switch (json[from]) {
            case 'n' -> null;
            case '"' -> unescaped(json, from + 1, to - 1);
            default -> new String(json, from, to - from, StandardCharsets.ISO_8859_1);
        };
    }

    /** The first byte behind the value that begins at {@code from}; a value may be an object, not an array. */
    static int valueEnd(byte[] json, int from) {
        if (json[from] == '"') {
            return stringEnd(json, from);
        }
        if (json[from] == '{') {
            return objectEnd(json, from);
        }
        int at = from;
        while (json[at] != ',' && json[at] != '}') {
            at++;
        }
        return at;
    }

    /** Eight bytes at a time: this looks at every byte of every value. */
    private static int stringEnd(byte[] json, int from) {
        int at = from + 1;
        while (true) {
            while (at + Long.BYTES <= json.length) {
                long word = (long) WORDS.get(json, at);
                long found = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES);
                if (found != 0) {
                    at += Long.numberOfTrailingZeros(found) / Byte.SIZE;
                    break;
                }
                at += Long.BYTES;
            }
            if (json[at] == '"') {
                return at + 1;
            }
            at += json[at] == '\\' ? 2 : 1;
        }
    }

    /** The highest bit of each byte that is zero; exact for the lowest such byte. */
    private static long zeroBytes(long word) {
        return (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
    }

    private static int objectEnd(byte[] json, int from) {
        int at = from + 1;
        while (json[at] != '}') {
            at = json[at] == '"' ? stringEnd(json, at) : json[at] == '{' ? objectEnd(json, at) : at + 1;
        }
        return at + 1;
    }

    private int expect(int at, char token) {
        if (json[at] != token) {
            throw new IllegalArgumentException(
                    "cannot read row at byte " + at + ": expected '" + token + "', found code " + (json[at] & 0xff));
        }
        return at + 1;
    }

    private static String unescaped(byte[] json, int from, int to) {
        for (int at = from; at < to; at++) {
            if (json[at] == '\\') {
                return unescapedSlowly(json, from, to);
            }
        }
        return new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    private static String unescapedSlowly(byte[] json, int from, int to) {
        byte[] out = new byte[to - from];
        int length = 0;
        int at = from;
        while (at < to) {
            if (json[at] != '\\') {
                out[length++] = json[at++];
            } else {
                out[length++] = unescape(json, at);
                at += json[at + 1] == 'u' ? 6 : 2;
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * The byte that the escape at {@code at} stands for. {@link JsonWriter} escapes only ASCII, so one byte is always
     * enough.
     */
    public static byte unescape(byte[] json, int at) {
        byte kind = json[at + 1];
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (byte) (Character.digit(json[at + 4], 16) << 4 | Character.digit(json[at + 5], 16));
            default -> kind;
        };
    }
}
