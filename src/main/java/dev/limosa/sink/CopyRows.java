package dev.limosa.sink;

import dev.limosa.topics.JsonRow;
import java.util.Arrays;

/**
 * Rows on their way from JSON to the text format of COPY, byte for byte: no value becomes a string. Reused from batch
 * to batch; for one thread.
 */
final class CopyRows {

    private final JsonRow row = new JsonRow();
    private byte[] out = new byte[64 * 1024];
    private int length;

    /** Appends one row, its fields in their own order. */
    void append(byte[] json) {
        row.read(json, 0);
        for (int field = 0; field < row.size(); field++) {
            room(2);
            if (field > 0) {
                out[length++] = '\t';
            }
            appendField(json, field);
        }
        room(1);
        out[length++] = '\n';
    }

    /** How many fields the last row had. */
    int fields() {
        return row.size();
    }

    byte[] bytes() {
        return out;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    private void appendField(byte[] json, int field) {
        int from = row.valueStart(field);
        int to = row.valueEnd(field);
        // A value's byte may take two here, never more: an escape of JSON has two at least.
        room((to - from) * 2 + 2);
        if (row.isNull(field)) {
            out[length++] = '\\';
            out[length++] = 'N';
        } else if (row.isString(field)) {
            appendString(json, from + 1, to - 1);
        } else {
            System.arraycopy(json, from, out, length, to - from);
            length += to - from;
        }
    }

    private void appendString(byte[] json, int from, int to) {
        int at = from;
        while (at < to) {
            byte b = json[at];
            if (b == '\\') {
                appendEscaped(JsonRow.unescape(json, at));
                at += json[at + 1] == 'u' ? 6 : 2;
            } else {
                out[length++] = b;
                at++;
            }
        }
    }

    /** What COPY reads as syntax can only come from an escape: JSON lets none of it stand bare. */
    private void appendEscaped(byte b) {
        switch (b) {
            case '\\' -> pair('\\');
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case '\t' -> pair('t');
            default -> out[length++] = b;
        }
    }

    private void pair(char second) {
        out[length++] = '\\';
        out[length++] = (byte) second;
    }

    private void room(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(length + more, out.length * 2));
        }
    }
}
