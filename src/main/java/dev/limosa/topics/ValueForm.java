package dev.limosa.topics;

import java.nio.charset.StandardCharsets;

/** How a value stands in a record's JSON. PostgreSQL's text form in all cases; some of it is JSON as it is. */
public enum ValueForm {
    /** Digits, bare. */
    NUMBER,
    /** Bare, but NaN and the infinities, which JSON has not, in quotes. */
    FLOAT,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A string. */
    TEXT;

    /** @param type a base type without modifiers, as PostgreSQL's {@code format_type} prints it */
    public static ValueForm of(String type) {
        return switch (type) {
            case "smallint", "integer", "bigint", "oid" -> NUMBER;
            case "real", "double precision" -> FLOAT;
            case "boolean" -> BOOLEAN;
            default -> TEXT;
        };
    }

    /** Appends a value that is not null, as UTF-8. */
    public void write(byte[] text, int from, int to, JsonWriter out) {
        switch (this) {
            case NUMBER -> out.raw(text, from, to);
            case FLOAT -> floating(text, from, to, out);
            case BOOLEAN -> out.bool(text[from] == 't');
            case TEXT -> out.raw('"').escaped(text, from, to).raw('"');
        }
    }

    /** As the other, from a string. */
    public void write(String text, JsonWriter out) {
        if (this == TEXT) {
            out.string(text);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write(bytes, 0, bytes.length, out);
        }
    }

    /** NaN and the infinities are the only floats that end with a letter, and JSON has none of them. */
    private static void floating(byte[] text, int from, int to, JsonWriter out) {
        if (text[to - 1] <= '9') {
            out.raw(text, from, to);
        } else {
            out.raw('"').raw(text, from, to).raw('"');
        }
    }
}
