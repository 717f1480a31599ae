package dev.limosa.topics;

import dev.limosa.change.Column;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a line of {@code COPY … TO STDOUT} (text format, UTF-8) into the JSON object that records hold: the same bytes
 * that a change event has for the same row. Reused from row to row; for one thread.
 *
 * <p>Integers, booleans and finite floats become JSON's own tokens, everything else a string of PostgreSQL's text form.
 */
public final class CopyTextRow {

    private final byte[][] names;
    private final ValueForm[] forms;
    private final int[] key;
    /** Where each field begins; one more for where a next one would. */
    private final int[] starts;

    /**
     * @param columns as the line has them, in this order
     * @param key names of the columns that {@link #key} writes, in the key's own order
     */
    public CopyTextRow(List<Column> columns, List<String> key) {
        List<String> all = columns.stream().map(Column::name).toList();
        names = all.stream().map(JsonWriter::nameToken).toArray(byte[][]::new);
        forms = columns.stream().map(c -> ValueForm.of(c.type())).toArray(ValueForm[]::new);
        this.key = key.stream().mapToInt(all::indexOf).toArray();
        starts = new int[names.length + 1];
        if (Arrays.stream(this.key).anyMatch(i -> i < 0)) {
            throw new IllegalArgumentException("cannot find all key columns " + key + " among columns " + all);
        }
    }

    /**
     * Appends the whole row.
     *
     * @param line holds the line from {@code from} to {@code to}, without its newline
     * @throws IllegalArgumentException if the line has another number of columns
     */
    public void row(byte[] line, int from, int to, JsonWriter out) {
        split(line, from, to);
        for (int column = 0; column < names.length; column++) {
            field(line, column, column == 0 ? '{' : ',', out);
        }
        out.raw('}');
    }

    /** Appends the key alone, its columns in the key's order. */
    public void key(byte[] line, int from, int to, JsonWriter out) {
        split(line, from, to);
        char before = '{';
        for (int column : key) {
            field(line, column, before, out);
            before = ',';
        }
        out.raw('}');
    }

    private void split(byte[] line, int from, int to) {
        int column = 0;
        starts[0] = from;
        for (int at = from; at < to; at++) {
            // A tab inside a value is printed as \t, so this one always ends a field.
            if (line[at] == '\t' && ++column < names.length) {
                starts[column] = at + 1;
            }
        }
        if (column != names.length - 1) {
            throw new IllegalArgumentException(
                    "cannot read COPY line: expected " + names.length + " columns, found " + (column + 1));
        }
        starts[names.length] = to + 1;
    }

    private void field(byte[] line, int column, char before, JsonWriter out) {
        int from = starts[column];
        int to = starts[column + 1] - 1;
        out.raw(before).raw(names[column]);
        if (to - from == 2 && line[from] == '\\' && line[from + 1] == 'N') {
            out.nullValue();
            return;
        }
        if (forms[column] == ValueForm.TEXT) {
            text(line, from, to, out);
        } else {
            forms[column].write(line, from, to, out);
        }
    }

    private static void text(byte[] line, int from, int to, JsonWriter out) {
        out.raw('"');
        int run = from;
        for (int at = from; at < to; at++) {
            if (line[at] == '\\') {
                out.escaped(line, run, at);
                out.escaped(unescape(line[++at]));
                run = at + 1;
            }
        }
        out.escaped(line, run, to).raw('"');
    }

    /** COPY prints these six and the backslash itself; octal and hexadecimal escapes it only reads. */
    private static byte unescape(byte kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> kind;
        };
    }
}
