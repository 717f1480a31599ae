package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.change.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTextRowTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("line_no", "integer", false),
            new Column("order_id", "bigint", false),
            new Column("paid", "boolean", true),
            new Column("weight", "double precision", true),
            new Column("price", "numeric(12,2)", true),
            new Column("note \"n\"", "text", true));

    private final CopyTextRow copy = new CopyTextRow(COLUMNS, List.of("order_id", "line_no"));

    @Test
    void writesIntegersBooleansAndFiniteFloatsAsTokensAndTheRestAsStrings() {
        assertEquals(
                "{\"line_no\":3,\"order_id\":-7,\"paid\":true,\"weight\":1.5e-07,\"price\":\"10.00\",\"note \\\"n\\\"\":\"你好\"}",
                row("3\t-7\tt\t1.5e-07\t10.00\t你好"));
    }

    @Test
    void writesNullAndTheEmptyStringAsDifferentThings() {
        assertEquals(
                "{\"line_no\":1,\"order_id\":2,\"paid\":null,\"weight\":null,\"price\":null,\"note \\\"n\\\"\":\"\"}",
                row("1\t2\t\\N\t\\N\t\\N\t"));
    }

    @Test
    void quotesFloatsThatJsonDoesNotKnow() {
        for (String value : List.of("NaN", "Infinity", "-Infinity")) {
            assertEquals("\"" + value + "\"", field(row("1\t2\tf\t" + value + "\t\\N\t\\N"), "\"weight\":"));
        }
    }

    @Test
    void undoesTheEscapesOfCopyAndMakesThoseOfJson() {
        assertEquals("\"a\\tb\\nc\\rd\\be\\ff\\u000bg\\\\h\\\"i\"", note("a\\tb\\nc\\rd\\be\\ff\\vg\\\\h\"i"));
    }

    @Test
    void takesABackslashNInTheDataForText() {
        assertEquals("\"\\\\N\"", note("\\\\N"));
    }

    @Test
    void escapesControlBytesThatCopyPrintsAsTheyAre() {
        assertEquals("\"\\u0001\\u001f\u007f\"", note("\u0001\u001f\u007f"));
    }

    @Test
    void writesTheKeyInTheKeysOwnOrder() {
        assertEquals("{\"order_id\":9007199254740993,\"line_no\":12}", key("12\t9007199254740993\tt\t0\t1\tx\\ty"));
    }

    @Test
    void readsThePartOfTheBufferItIsToldTo() {
        byte[] line = "junk\n1\t2\tf\t0\t1\tx\nmore\tjunk".getBytes(StandardCharsets.UTF_8);
        JsonWriter out = new JsonWriter();
        copy.key(line, 5, 16, out);
        assertEquals("{\"order_id\":2,\"line_no\":1}", text(out));
        copy.row(line, 5, 16, out.clear());
        assertEquals("\"x\"", field(text(out), "\"note \\\"n\\\"\":"));
    }

    @Test
    void readsATableOfOneColumn() {
        CopyTextRow single = new CopyTextRow(List.of(new Column("id", "text", false)), List.of("id"));
        JsonWriter out = new JsonWriter();
        single.row(new byte[0], 0, 0, out);
        assertEquals("{\"id\":\"\"}", text(out));
    }

    @Test
    void refusesALineWithTooFewOrTooManyColumns() {
        assertThrows(IllegalArgumentException.class, () -> row("1\t2"));
        String message = assertThrows(IllegalArgumentException.class, () -> row("1\t2\tt\t0\t1\tx\ty"))
                .getMessage();
        assertEquals("cannot read COPY line: expected 6 columns, found 7", message);
    }

    @Test
    void refusesAKeyThatIsNotAmongTheColumns() {
        assertThrows(IllegalArgumentException.class, () -> new CopyTextRow(COLUMNS, List.of("id")));
    }

    private String note(String copied) {
        return field(row("1\t2\tt\t0\t1\t" + copied), "\"note \\\"n\\\"\":");
    }

    private static String field(String json, String name) {
        int from = json.indexOf(name) + name.length();
        int comma = json.indexOf(",\"", from);
        return json.substring(from, comma < 0 ? json.length() - 1 : comma);
    }

    private String row(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        JsonWriter out = new JsonWriter();
        copy.row(bytes, 0, bytes.length, out);
        return text(out);
    }

    private String key(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        JsonWriter out = new JsonWriter();
        copy.key(bytes, 0, bytes.length, out);
        return text(out);
    }

    private static String text(JsonWriter out) {
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
