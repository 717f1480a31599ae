package dev.limosa.text.output;

import dev.limosa.text.Tokens;

/**
 * Lists of tokens exactly as PostgreSQL prints them: what arrives is compared with what is read back, character by
 * character.
 */
final class PostgresText {

    private static final String NULL = "NULL";
    private static final String HEX = "0123456789abcdef";

    private PostgresText() {}

    /** As {@code array_out} prints a {@code text[]}. */
    static String array(Tokens tokens, StringBuilder out) {
        out.setLength(0);
        out.append('{');
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            element(tokens.chars(), tokens.start(i), tokens.end(i), out);
        }
        return out.append('}').toString();
    }

    private static void element(char[] chars, int from, int to, StringBuilder out) {
        if (!needsQuotes(chars, from, to)) {
            out.append(chars, from, to - from);
            return;
        }
        out.append('"');
        for (int i = from; i < to; i++) {
            if (chars[i] == '"' || chars[i] == '\\') {
                out.append('\\');
            }
            out.append(chars[i]);
        }
        out.append('"');
    }

    private static boolean needsQuotes(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isSpecial(chars[i])) {
                return true;
            }
        }
        return from == to || isNull(chars, from, to);
    }

    private static boolean isSpecial(char c) {
        return switch (c) {
            case '"', '\\', '{', '}', ',', ' ', '\t', '\n', '\r', '\f', '\u000B' -> true;
            default -> false;
        };
    }

    private static boolean isNull(char[] chars, int from, int to) {
        return to - from == NULL.length() && NULL.equalsIgnoreCase(new String(chars, from, to - from));
    }

    /** As {@code jsonb_out} prints an array of strings. */
    static String json(Tokens tokens, StringBuilder out) {
        out.setLength(0);
        out.append('[');
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            out.append('"');
            for (int at = tokens.start(i); at < tokens.end(i); at++) {
                character(tokens.chars()[at], out);
            }
            out.append('"');
        }
        return out.append(']').toString();
    }

    private static void character(char c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
