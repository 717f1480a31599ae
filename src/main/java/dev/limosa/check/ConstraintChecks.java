package dev.limosa.check;

import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.TableDescription.ForeignKey;
import dev.limosa.jdbc.TableDescription.UniqueKey;
import java.util.List;
import java.util.stream.Stream;

/** Which constraints of the source the target is not going to have. */
final class ConstraintChecks {

    private ConstraintChecks() {}

    static void run(List<PlannedTable> plan, Findings out) {
        for (PlannedTable table : plan) {
            List<String> left = Stream.concat(
                            table.description().uniqueKeys().stream().map(UniqueKey::name),
                            table.description().foreignKeys().stream().map(ForeignKey::name))
                    .filter(name -> !isMade(table, name))
                    .toList();
            if (!left.isEmpty()) {
                out.warn(
                        CheckId.TB_210,
                        table.table().toString(),
                        "not made in the target, since a table they refer to is not migrated with it or filtered, a"
                                + " column is transformed, or 'apply: parallel' is set: " + Text.names(left),
                        Fix.byHand("list the other table too, or make them after the migration"));
            }
        }
        out.okIfNothing(CheckId.TB_210, "foreign keys and unique keys are made after the snapshot");
    }

    private static boolean isMade(PlannedTable table, String name) {
        return table.sink().constraints().stream().anyMatch(made -> made.name().equals(name));
    }
}
