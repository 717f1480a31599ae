package dev.limosa.transform;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RowFilter;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.output.TextEngine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table that the tests of this package transform. */
final class Reviews {

    static final TableId ID = new TableId("shop", "review");

    static final TableSchema SCHEMA = new TableSchema(
            ID,
            1,
            List.of(
                    new Column("id", "bigint", false),
                    new Column("title", "character varying(200)", true),
                    new Column("body", "text", true),
                    new Column("stars", "integer", true),
                    new Column("lang", "character(2)", true),
                    new Column("tags", "text[]", true)),
            List.of("id"));

    /** Only what is built in. */
    static final TextEngine TEXT = TextEngine.of(TextConfig.NONE);

    private Reviews() {}

    static RowTransform transform(TableConfig config) {
        return RowTransform.compile(SCHEMA, config, TEXT);
    }

    static TableConfig config(@Nullable RowFilter where, TransformStep... steps) {
        return new TableConfig(ID, ID, null, List.of(steps), where, List.of());
    }

    static TransformStep text(TextFunction function, String... columns) {
        return new TransformStep.Text(new TextStep(function, Map.of(), ""), List.of(columns));
    }

    static TransformTable table(ApplyMode apply, String history, String output, TableConfig config) {
        RowTransform transform = transform(config);
        return new TransformTable(
                SCHEMA,
                transform,
                new SinkTable(
                        ID,
                        config.to(),
                        history,
                        8,
                        output,
                        apply,
                        transform.targetColumns(),
                        transform.targetKey(),
                        List.of(),
                        "f1"),
                null);
    }

    static String row(long id, String title, String lang) {
        return "{\"id\":" + id + ",\"title\":\"" + title + "\",\"body\":null,\"stars\":5,\"lang\":\"" + lang
                + "\",\"tags\":\"{a,b}\"}";
    }
}
