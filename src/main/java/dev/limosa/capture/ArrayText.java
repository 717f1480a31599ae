package dev.limosa.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A one-dimensional array as PostgreSQL's {@code array_out} prints it. */
final class ArrayText {

    private ArrayText() {}

    static String of(List<?> elements) {
        StringBuilder out = new StringBuilder("{");
        for (Object element : elements) {
            if (out.length() > 1) {
                out.append(',');
            }
            append(element, out);
        }
        return out.append('}').toString();
    }

    private static void append(@Nullable Object element, StringBuilder out) {
        if (element == null) {
            out.append("NULL");
        } else if (element instanceof Boolean flag) {
            out.append(flag ? 't' : 'f');
        } else if (element instanceof List<?>) {
            throw new InexactValueException("an array of more than one dimension");
        } else if (needsQuotes(element.toString())) {
            out.append('"')
                    .append(element.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        } else {
            out.append(element);
        }
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("NULL")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // The white space that array_isspace knows: ASCII only, whatever the locale.
            if (c == '"' || c == '\\' || c == '{' || c == '}' || c == ',' || c == ' ' || c >= '\t' && c <= '\r') {
                return true;
            }
        }
        return false;
    }
}
