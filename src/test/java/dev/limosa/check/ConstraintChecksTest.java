package dev.limosa.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.Constraint;
import dev.limosa.change.Constraint.Kind;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.jdbc.TableDescription.UniqueKey;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.text.output.TextEngine;
import dev.limosa.transform.RowTransform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstraintChecksTest {

    private static final TableId ID = new TableId("public", "t");

    @Test
    void aConstraintIsNotTakenForMadeBecauseAnothersNameOrColumnReadsLikeIt() {
        Findings findings = new Findings();
        ConstraintChecks.run(List.of(table()), findings);
        assertEquals(1, findings.all().size());
        String reason = findings.all().get(0).reason();
        assertTrue(reason.contains("' is set: a, , "), reason);
    }

    private static PlannedTable table() {
        TextEngine text = TextEngine.of(TextConfig.NONE);
        List<Column> columns = List.of(new Column("id", "bigint", false));
        TableSchema schema = new TableSchema(ID, 1, columns, List.of("id"));
        TableConfig plain = new TableConfig(ID, ID, null, List.of(), null, List.of());
        return new PlannedTable(
                new TableDescription(
                        schema,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        true,
                        true,
                        false,
                        List.of(unique("a\"b"), unique("a"), unique(", ")),
                        List.of()),
                RowTransform.compile(schema, plain, text),
                Fingerprint.of(plain, text.chains(), text.resources()),
                new SinkTable(
                        ID,
                        ID,
                        "h",
                        8,
                        "o",
                        ApplyMode.ORDERED,
                        columns,
                        List.of("id"),
                        List.of(
                                new Constraint(
                                        "a\"b",
                                        Kind.UNIQUE,
                                        false,
                                        "ALTER TABLE \"public\".\"t\" ADD CONSTRAINT \"a\"\"b\" UNIQUE (\" ADD CONSTRAINT \", \"x\")")),
                        "fingerprint"),
                null);
    }

    private static UniqueKey unique(String name) {
        return new UniqueKey(name, List.of(), false, false);
    }
}
