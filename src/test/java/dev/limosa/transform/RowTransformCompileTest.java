package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RowFilter;
import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTransformCompileTest {

    private static List<String> problems(TableConfig config) {
        return assertThrows(InvalidConfigurationException.class, () -> Reviews.transform(config))
                .problems();
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertEquals(
                List.of(
                        "cannot filter by column 'land' of table 'shop.review': expected a column of the source, found none;"
                                + " did you mean 'lang'?",
                        "cannot trim column 'tilte' of table 'shop.review': expected a column that is there at this step,"
                                + " found none; did you mean 'title'?",
                        "cannot lower column 'id' of table 'shop.review': expected a column outside the primary key,"
                                + " found one of it; a key is only renamed",
                        "cannot strip-html column 'stars' of table 'shop.review': expected a text type, found integer;"
                                + " text functions leave all other types alone",
                        "cannot nfkc column 'tags' of table 'shop.review': expected a text type, found text[];"
                                + " text functions leave all other types alone",
                        "cannot copy 'title' to column 'id' of table 'shop.review': expected a new name, found a column of"
                                + " that name; drop or rename it before",
                        "cannot rename 'title' to column 'body' of table 'shop.review': expected a free name, found another"
                                + " column of it; rename or drop that",
                        "cannot drop column 'id' of table 'shop.review': expected a column outside the primary key,"
                                + " found one of it; a key is only renamed",
                        "cannot collapse-space column 'nowhere' of table 'shop.review': expected a column that is there at"
                                + " this step, found none; expected one of [body, id, lang, stars, tags]"),
                problems(Reviews.config(
                        new RowFilter("land", List.of("x"), false),
                        Reviews.text(TextFunction.TRIM, "title", "tilte"),
                        Reviews.text(TextFunction.LOWER, "id"),
                        Reviews.text(TextFunction.STRIP_HTML, "stars"),
                        Reviews.text(TextFunction.NFKC, "tags"),
                        new TransformStep.Copy(Map.of("title", "id")),
                        new TransformStep.Rename(Map.of("title", "body")),
                        new TransformStep.Drop(List.of("id")),
                        Reviews.text(TextFunction.COLLAPSE_SPACE, "nowhere"))));
    }

    @Test
    void aDroppedColumnIsNotThereForLaterSteps() {
        assertEquals(
                1,
                problems(Reviews.config(
                                null,
                                new TransformStep.Drop(List.of("title")),
                                Reviews.text(TextFunction.TRIM, "title")))
                        .size());
    }

    @Test
    void twoColumnsCannotBeRenamedToTheSameName() {
        assertEquals(
                2,
                problems(Reviews.config(null, new TransformStep.Rename(Map.of("title", "x", "body", "x"))))
                        .size());
    }

    @Test
    void twoCopiesCannotHaveTheSameName() {
        assertEquals(
                1,
                problems(Reviews.config(
                                null,
                                new TransformStep.Copy(Map.of("title", "x")),
                                new TransformStep.Copy(Map.of("body", "x"))))
                        .size());
    }

    @Test
    void aTableMayNotLoseAllItsColumns() {
        TableSchema keyless = new TableSchema(Reviews.ID, 1, List.of(new Column("note", "text", true)), List.of());
        assertThrows(
                InvalidConfigurationException.class,
                () -> RowTransform.compile(
                        keyless, Reviews.config(null, new TransformStep.Drop(List.of("note"))), Reviews.TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "character varying",
                "character varying(40)",
                "character(2)",
                "bpchar",
                "citext",
                "public.citext",
                "name"
            })
    void everyTextTypeTakesTextFunctions(String type) {
        TableSchema schema = new TableSchema(
                Reviews.ID,
                1,
                List.of(new Column("id", "integer", false), new Column("note", type, true)),
                List.of("id"));
        RowTransform transform = RowTransform.compile(
                schema, Reviews.config(null, Reviews.text(TextFunction.TRIM, "note")), Reviews.TEXT);
        assertEquals(type, transform.targetColumns().get(1).type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonb", "xml", "uuid", "character varying(40)[]", "\"char\"", "shop.mood", "bytea"})
    void noOtherTypeDoes(String type) {
        TableSchema schema = new TableSchema(Reviews.ID, 1, List.of(new Column("note", type, true)), List.of());
        assertThrows(
                InvalidConfigurationException.class,
                () -> RowTransform.compile(
                        schema, Reviews.config(null, Reviews.text(TextFunction.TRIM, "note")), Reviews.TEXT));
    }
}
