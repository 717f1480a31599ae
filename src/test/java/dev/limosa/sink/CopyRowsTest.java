package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.topics.JsonWriter;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    @Test
    void nullsNumbersAndBooleansStandBare() {
        assertEquals("1\t\\N\ttrue\t-1.5e-7\t\n", copied("{\"a\":1,\"b\":null,\"c\":true,\"d\":-1.5e-7,\"e\":\"\"}"));
    }

    @Test
    void whatCopyReadsAsSyntaxIsEscaped() {
        assertEquals("\\\\\\n\\r\\t\"/\b\f\u0001\n", copied("{\"a\":\"\\\\\\n\\r\\t\\\"\\/\\b\\f\\u0001\"}"));
        assertEquals("\\\\N\t\\\\.\n", copied("{\"a\":\"\\\\N\",\"b\":\"\\\\.\"}"));
    }

    @Test
    void arraysAndEmojiAreTextLikeAnyOther() {
        assertEquals(
                "{\"a b\",NULL,\"\\\\\\\\\"}\t😀ﬀ\n",
                copied("{\"a\":\"{\\\"a b\\\",NULL,\\\"\\\\\\\\\\\"}\",\"b\":\"😀ﬀ\"}"));
    }

    @Test
    void rowsFollowOneAnotherBeyondTheFirstBuffer() {
        CopyRows rows = new CopyRows();
        String big = "x".repeat(50_000);
        for (int i = 0; i < 10; i++) {
            rows.append(("{\"a\":\"" + big + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        assertEquals((big + "\n").repeat(10), new String(rows.bytes(), 0, rows.length(), StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void anyTextComesBack(@ForAll @Size(min = 1, max = 5) java.util.List<String> values) {
        JsonWriter json = new JsonWriter().raw('{');
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            // A lone surrogate has no UTF-8 form, and PostgreSQL can't hold one.
            String value = new String(values.get(i).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            json.raw(i == 0 ? new byte[0] : new byte[] {','})
                    .raw(JsonWriter.nameToken("c" + i))
                    .string(value);
            expected.append(i == 0 ? "" : "\t").append(escaped(value));
        }
        CopyRows rows = new CopyRows();
        rows.append(json.raw('}').toByteArray());
        assertEquals(expected + "\n", new String(rows.bytes(), 0, rows.length(), StandardCharsets.UTF_8));
    }

    /** As PostgreSQL's manual describes the text format. */
    private static String escaped(@Nullable String value) {
        return value == null
                ? "\\N"
                : value.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t");
    }

    private static String copied(String json) {
        CopyRows rows = new CopyRows();
        rows.append(json.getBytes(StandardCharsets.UTF_8));
        return new String(rows.bytes(), 0, rows.length(), StandardCharsets.UTF_8);
    }
}
