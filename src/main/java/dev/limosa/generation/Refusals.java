package dev.limosa.generation;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.TableId;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.jdbc.Carriage;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.transform.RowTransform;
import dev.limosa.transform.TermTable;
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

    /** The counts of a table's terms need a table of their own. */
    static void takenName(
            MigrationConfig config,
            TableConfig table,
            Collection<TermTable> others,
            TableId counts,
            List<String> problems) {
        boolean taken = config.tables().stream()
                        .anyMatch(other ->
                                other.to().equals(counts) || other.table().equals(counts))
                || others.stream().anyMatch(other -> other.sink().target().equals(counts));
        if (taken) {
            problems.add("cannot count the terms of table '" + table.table() + "' in table '" + counts
                    + "': expected a name that is free, found it is another table of this migration; name one under"
                    + " 'to' of its statistics");
        }
    }
}
