package dev.limosa.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the narrowest PostgreSQL type that holds every value seen of a key, without changing any. Mutable. */
final class InferredColumn {

    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final BigInteger EXACT_IN_DOUBLE = BigInteger.ONE.shiftLeft(53);

    private boolean booleans;
    private boolean integers;
    private boolean decimals;
    private boolean texts;
    private boolean nested;
    private boolean fitsBigint = true;
    private boolean fitsDouble = true;
    private boolean fitsTimestamp = true;

    void see(JsonNode value) {
        if (value.isBoolean()) {
            booleans = true;
        } else if (value.isIntegralNumber()) {
            seeInteger(value.bigIntegerValue());
        } else if (value.isNumber()) {
            decimals = true;
            fitsDouble &= isDouble(value.decimalValue());
        } else if (value.isTextual()) {
            texts = true;
            fitsTimestamp = fitsTimestamp && isTimestamp(value.textValue());
        } else if (value.isContainerNode()) {
            nested = true;
        }
    }

    private void seeInteger(BigInteger value) {
        integers = true;
        fitsBigint &= value.bitLength() < 64;
        fitsDouble &= value.abs().compareTo(EXACT_IN_DOUBLE) <= 0;
    }

    private static boolean isDouble(BigDecimal value) {
        double nearest = value.doubleValue();
        return !Double.isInfinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(value) == 0;
    }

    private static boolean isTimestamp(String text) {
        try {
            return TIMESTAMP.matcher(text).matches()
                    && OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    String type() {
        if (nested) {
            return "jsonb";
        }
        if (texts) {
            return fitsTimestamp && !booleans && !integers && !decimals ? "timestamp with time zone" : "text";
        }
        if (booleans) {
            return integers || decimals ? "text" : "boolean";
        }
        if (decimals) {
            return fitsDouble ? "double precision" : "numeric";
        }
        return !integers ? "text" : fitsBigint ? "bigint" : "numeric";
    }

    /** The type of a key: its values are told apart as they are, so nothing may be read into them. */
    String keyType() {
        return type().equals("bigint") ? "bigint" : "text";
    }

    /** The value as COPY wants it for a column of that type. */
    static @Nullable String text(@Nullable JsonNode value, String type) {
        if (value == null || value.isNull()) {
            return null;
        }
        return type.equals("jsonb") || value.isContainerNode() ? value.toString() : value.asText();
    }
}
