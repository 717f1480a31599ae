package dev.limosa.generation;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.TableId;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Carriage;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.transform.RowTransform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What would not arrive as it is, and is refused before anything begins. */
final class Refusals {

    private Refusals() {}

    /** @throws InvalidConfigurationException holding all of it */
    static void require(
            MigrationConfig config, Collection<TableDescription> tables, Map<TableId, RowTransform> transforms) {
        List<String> problems = new ArrayList<>();
        for (TableDescription table : tables) {
            columns(table, requireNonNull(transforms.get(table.table())), problems);
            key(config, table, problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private static void columns(TableDescription table, RowTransform transform, List<String> problems) {
        for (String column : new TreeSet<>(transform.sourceColumns())) {
            if (table.carriage(column) == Carriage.REFUSED) {
                problems.add("cannot migrate column '" + column + "' of table '" + table.table()
                        + "': expected values that mean the same in every database, found " + table.baseType(column)
                        + ", which names objects of its own; leave it out with 'drop', or make it text");
            }
        }
    }

    private static void key(MigrationConfig config, TableDescription table, List<String> problems) {
        if (!table.exactKey() && config.table(table.table()).apply() == ApplyMode.PARALLEL) {
            problems.add(
                    "cannot apply table '" + table.table() + "' in parallel: expected a key whose equal values have"
                            + " the same text, found " + table.schema().key() + "; take 'apply: parallel' out");
        }
    }
}
