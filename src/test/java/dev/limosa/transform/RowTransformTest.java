package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.Column;
import dev.limosa.config.RowFilter;
import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTransformTest {

    private static String apply(RowTransform transform, String row) {
        byte[] made = transform.apply(row.getBytes(StandardCharsets.UTF_8));
        assertNotNull(made);
        return new String(made, StandardCharsets.UTF_8);
    }

    private static RowTransform transform(TransformStep... steps) {
        return Reviews.transform(Reviews.config(null, steps));
    }

    private static RowTransform filtered(RowFilter where) {
        return Reviews.transform(Reviews.config(where));
    }

    @Test
    void trim() {
        assertEquals(
                "{\"id\":1,\"title\":\"狐 fox\",\"body\":\"\\t x \",\"stars\":5,\"lang\":\"zh\",\"tags\":null}",
                apply(
                        transform(Reviews.text(TextFunction.TRIM, "title", "lang")),
                        "{\"id\":1,\"title\":\"\u3000\\n狐 fox\u00A0\",\"body\":\"\\t x \",\"stars\":5,\"lang\":\"zh\",\"tags\":null}"));
    }

    @Test
    void lower() {
        assertEquals(
                "{\"id\":1,\"title\":\"i̇stanbul ılık ὀδυσσεύς \\\"quoted\\\" 🦆\",\"body\":null,\"stars\":5,\"lang\":\"TR\",\"tags\":null}",
                apply(
                        transform(Reviews.text(TextFunction.LOWER, "title", "body")),
                        "{\"id\":1,\"title\":\"İstanbul ılık ὈΔΥΣΣΕΎΣ \\\"QUOTED\\\" 🦆\",\"body\":null,\"stars\":5,\"lang\":\"TR\",\"tags\":null}"));
    }

    @Test
    void nfkc() {
        assertEquals(
                "{\"id\":1,\"title\":\"Full 123 ガ\",\"body\":\"é 한 fi\",\"stars\":5,\"lang\":\"ja\",\"tags\":\"{ａ}\"}",
                apply(
                        transform(Reviews.text(TextFunction.NFKC, "title", "body")),
                        "{\"id\":1,\"title\":\"Ｆｕｌｌ\u3000１２３\u3000ｶﾞ\",\"body\":\"e\u0301 \u1112\u1161\u11AB ﬁ\",\"stars\":5,\"lang\":\"ja\",\"tags\":\"{ａ}\"}"));
    }

    @Test
    void stripHtml() {
        assertEquals(
                "{\"id\":1,\"title\":\"Tom & Jerry\",\"body\":\"\\n很好!\\n<3 \\\"x\\\" <b\",\"stars\":5,\"lang\":\"zh\",\"tags\":null}",
                apply(
                        transform(Reviews.text(TextFunction.STRIP_HTML, "title", "body")),
                        "{\"id\":1,\"title\":\"Tom &amp; Jerry\",\"body\":\"<p class=\\\"a>b\\\">很<em>好</em>!<br/><3 &quot;x&quot; <b\",\"stars\":5,\"lang\":\"zh\",\"tags\":null}"));
    }

    @Test
    void collapseSpace() {
        assertEquals(
                "{\"id\":1,\"title\":\"a b c\",\"body\":\" 中 文 \",\"stars\":5,\"lang\":\"zh\",\"tags\":null}",
                apply(
                        transform(Reviews.text(TextFunction.COLLAPSE_SPACE, "title", "body")),
                        "{\"id\":1,\"title\":\"a \\t\\r\\n b c\",\"body\":\"\u3000中\u3000 文\\n\",\"stars\":5,\"lang\":\"zh\",\"tags\":null}"));
    }

    @Test
    void stepsApplyInTheOrderTheyAreWritten() {
        String row =
                "{\"id\":1,\"title\":\" <b>Ａ</b>&lt;X&gt; \",\"body\":null,\"stars\":null,\"lang\":null,\"tags\":null}";
        assertEquals(
                "{\"id\":1,\"title\":\"a<x>\",\"body\":null,\"stars\":null,\"lang\":null,\"tags\":null}",
                apply(
                        transform(
                                Reviews.text(TextFunction.STRIP_HTML, "title"),
                                Reviews.text(TextFunction.NFKC, "title"),
                                Reviews.text(TextFunction.LOWER, "title"),
                                Reviews.text(TextFunction.TRIM, "title")),
                        row));
    }

    @Test
    void columnsAreCopiedRenamedAndDropped() {
        RowTransform transform = transform(
                new TransformStep.Copy(Map.of("title", "title_raw", "id", "id_copy", "body", "a \"b\"")),
                Reviews.text(TextFunction.LOWER, "title"),
                new TransformStep.Rename(Map.of("id", "review_id", "title", "body", "body", "title")),
                new TransformStep.Drop(List.of("stars", "lang", "id_copy")));
        assertEquals(
                "{\"review_id\":7,\"body\":\"up\",\"title\":\"B\",\"tags\":null,\"a \\\"b\\\"\":\"B\",\"title_raw\":\"UP\"}",
                apply(
                        transform,
                        "{\"id\":7,\"title\":\"UP\",\"body\":\"B\",\"stars\":5,\"lang\":\"en\",\"tags\":null}"));
        assertEquals(List.of("review_id"), transform.targetKey());
        assertEquals(
                List.of(
                        new Column("review_id", "bigint", false),
                        new Column("body", "character varying(200)", true),
                        new Column("title", "text", true),
                        new Column("tags", "text[]", true),
                        new Column("a \"b\"", "text", true),
                        new Column("title_raw", "character varying(200)", true)),
                transform.targetColumns());
    }

    @Test
    void aFilterKeepsTheRowsOfItsValues() {
        RowTransform zh = filtered(new RowFilter("lang", List.of("zh", "ja"), false));
        assertNotNull(zh.apply(bytes(Reviews.row(1, "x", "ja"))));
        assertNull(zh.apply(bytes(Reviews.row(1, "x", "en"))));
        assertNull(zh.apply(bytes(Reviews.row(1, "x", "en").replace("\"en\"", "null"))));
        RowTransform notZh = filtered(new RowFilter("lang", List.of("zh"), true));
        assertNull(notZh.apply(bytes(Reviews.row(1, "x", "zh"))));
        assertNotNull(notZh.apply(bytes(Reviews.row(1, "x", "zh").replace("\"zh\"", "null"))));
    }

    @Test
    void aFilterLooksAtTheSourceAndReadsNumbersAsText() {
        RowTransform transform = Reviews.transform(
                Reviews.config(new RowFilter("stars", List.of("5"), false), new TransformStep.Drop(List.of("stars"))));
        assertNotNull(transform.apply(bytes(Reviews.row(1, "x", "en"))));
        assertNull(transform.apply(bytes(Reviews.row(1, "x", "en").replace(":5", ":55"))));
    }

    @Test
    void columnsInAnotherOrderAreFoundByName() {
        assertEquals(
                "{\"id\":1,\"title\":\"t\",\"body\":null,\"stars\":2,\"lang\":\"en\",\"tags\":null}",
                apply(
                        transform(),
                        "{\"stars\":2,\"id\":1,\"lang\":\"en\",\"title\":\"t\",\"tags\":null,\"body\":null}"));
    }

    @Test
    void aColumnThatIsMissingIsNamed() {
        TransformException e = assertThrows(TransformException.class, () -> transform()
                .apply(bytes(Reviews.row(1, "x", "en").replace("\"stars\":5,", ""))));
        assertTrue(e.getMessage().contains("'shop.review'"), e::getMessage);
        assertTrue(e.getMessage().contains("expected column 'stars'"), e::getMessage);
    }

    @Test
    void aColumnTooManyIsNamed() {
        TransformException e = assertThrows(TransformException.class, () -> transform()
                .apply(bytes(Reviews.row(1, "x", "en").replace("}\"}", "}\",\"added\":1}"))));
        assertTrue(e.getMessage().contains("no column 'added'"), e::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "{}",
                "[]",
                "{\"id\":1",
                "{\"id\":1,\"title\":\"secret",
                "{\"id\"1}",
                "{id:1}",
                "{\"id\":1,\"title\":\"secret\\u00"
            })
    void bytesThatAreNoRowAreRefusedWithoutShowingThem(String bad) {
        TransformException e =
                assertThrows(TransformException.class, () -> transform().apply(bytes(bad)));
        assertTrue(e.getMessage().contains("'shop.review'"), e::getMessage);
        assertTrue(!e.getMessage().contains("secret"), e::getMessage);
    }

    @Test
    void aRowMayStandInsideOtherBytes() {
        byte[] made = transform().apply(bytes("xx" + Reviews.row(1, "x", "en") + ",\"op\""), 2);
        assertNotNull(made);
        assertEquals(Reviews.row(1, "x", "en"), new String(made, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
