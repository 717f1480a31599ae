package dev.limosa.capture;

import dev.limosa.topics.JsonWriter;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what Debezium makes of a column's value back into the text PostgreSQL would print, so that a row is the same
 * bytes whether the snapshot or the change stream brought it.
 */
interface ColumnText {

    /** Appends the value as a JSON token; {@code value} is not null. */
    void write(Object value, JsonWriter out);

    /** Types whose text Debezium hands over as it came. */
    Set<String> VERBATIM = Set.of(
            "text",
            "character varying",
            "name",
            "citext",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "enum");

    Set<String> VERBATIM_ARRAYS =
            Set.of("text[]", "character varying[]", "smallint[]", "integer[]", "bigint[]", "boolean[]", "uuid[]");

    /**
     * The conversion for a base type, or null if Debezium's form of it does not tell the exact text: a row with such a
     * value is read again from the table.
     */
    static @Nullable ColumnText of(String baseType) {
        if (VERBATIM.contains(baseType)) {
            return (value, out) -> out.string((String) value);
        }
        if (VERBATIM_ARRAYS.contains(baseType)) {
            return (value, out) -> out.string(ArrayText.of((java.util.List<?>) value));
        }
        return switch (baseType) {
            case "smallint", "integer", "bigint", "oid" -> (value, out) -> out.number(((Number) value).longValue());
            case "boolean" -> (value, out) -> out.bool((Boolean) value);
            case "real", "double precision" -> (value, out) -> floating((Number) value, out);
            case "numeric" -> (value, out) -> out.string(numeric((String) value));
            case "bytea" -> (value, out) -> out.string("\\x" + value);
            case "date" -> (value, out) -> out.string(TimeText.date(((Number) value).longValue()));
            case "time without time zone" -> (value, out) -> out.string(TimeText.time(((Number) value).longValue()));
            case "timestamp without time zone" -> (value, out) ->
                    out.string(TimeText.timestamp(((Number) value).longValue()));
            case "timestamp with time zone" -> (value, out) -> out.string(TimeText.zoned((String) value));
            default -> null;
        };
    }

    private static void floating(Number value, JsonWriter out) {
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            out.string(Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        } else if (number == Math.rint(number) && Math.abs(number) < 1e15 && (number != 0 || 1 / number > 0)) {
            out.number((long) number);
        } else {
            out.ascii(value.toString());
        }
    }

    private static String numeric(String value) {
        char first = value.charAt(0);
        boolean finite = first >= '0' && first <= '9' || first == '-' && value.length() > 1 && value.charAt(1) <= '9';
        if (finite) {
            return value.indexOf('E') < 0 ? value : new BigDecimal(value).toPlainString();
        }
        return switch (value) {
            case "POSITIVE_INFINITY", "Infinity" -> "Infinity";
            case "NEGATIVE_INFINITY", "-Infinity" -> "-Infinity";
            default -> "NaN";
        };
    }
}
