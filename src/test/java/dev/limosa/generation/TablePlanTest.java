package dev.limosa.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.text.output.TextEngine;
import dev.limosa.transform.RowTransform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablePlanTest {

    @Test
    void whatDiffersIsNamedWithBothValues() {
        TablePlan then = TablePlan.of(table(8));
        assertEquals(List.of(), then.differences(TablePlan.of(table(8))));
        assertEquals(List.of("expected partitions 8, found 9"), then.differences(TablePlan.of(table(9))));
    }

    private static PlannedTable table(int partitions) {
        TextEngine text = TextEngine.of(TextConfig.NONE);
        TableId id = new TableId("public", "t");
        List<Column> columns = List.of(new Column("id", "bigint", false));
        TableSchema schema = new TableSchema(id, 1, columns, List.of("id"));
        TableConfig plain = new TableConfig(id, id, null, List.of(), null, List.of());
        return new PlannedTable(
                new TableDescription(
                        schema, Map.of(), List.of(), List.of(), List.of(), Map.of(), true, true, false, List.of(),
                        List.of()),
                RowTransform.compile(schema, plain, text),
                Fingerprint.of(plain, text.chains(), text.resources()),
                new SinkTable(
                        id, id, "h", partitions, "o", ApplyMode.PARALLEL, columns, List.of("id"), List.of(), "f1"),
                null);
    }
}
