package dev.limosa.topics;

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

    /** Appends a value that is not null. */
    public void write(String text, JsonWriter out) {
        switch (this) {
            case NUMBER -> out.ascii(text);
            case FLOAT -> floating(text, out);
            case BOOLEAN -> out.bool(text.charAt(0) == 't');
            case TEXT -> out.string(text);
        }
    }

    /** NaN and the infinities are the only floats that end with a letter. */
    private static void floating(String text, JsonWriter out) {
        if (text.charAt(text.length() - 1) <= '9') {
            out.ascii(text);
        } else {
            out.raw('"').ascii(text).raw('"');
        }
    }
}
