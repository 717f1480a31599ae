package dev.limosa.sink;

/**
 * The type by which a value leaves its text form in an upsert.
 *
 * <p>An explicit cast to {@code varchar(40)} silently cuts a longer text, the assignment to such a column refuses it:
 * so the cast names the type without its modifier, and the column's own is left to the assignment, as in COPY.
 */
final class CastType {

    private static final String ARRAY = "[]";

    private CastType() {}

    /** @param formatted as PostgreSQL's {@code format_type} prints it */
    static String of(String formatted) {
        int end = formatted.length();
        while (formatted.startsWith(ARRAY, end - ARRAY.length())) {
            end -= ARRAY.length();
        }
        return element(withoutModifier(formatted.substring(0, end))) + formatted.substring(end);
    }

    private static String element(String type) {
        if (type.startsWith("interval ")) {
            return "interval";
        }
        // Both names mean a length of one when they stand without a modifier.
        return switch (type) {
            case "character" -> "pg_catalog.bpchar";
            case "bit" -> "pg_catalog.\"bit\"";
            default -> type;
        };
    }

    /** {@code timestamp(3) with time zone} has it in the middle; a quoted name may hold parentheses of its own. */
    private static String withoutModifier(String type) {
        StringBuilder out = new StringBuilder(type.length());
        boolean quoted = false;
        boolean modifier = false;
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            quoted ^= c == '"';
            modifier |= c == '(' && !quoted;
            if (!modifier) {
                out.append(c);
            }
            modifier &= c != ')';
        }
        return out.toString();
    }
}
