package dev.limosa.generation;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.TableDescription;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which tables must be applied in one order: those tied to each other by foreign keys, those with a secondary unique
 * key, and those where two keys of different text may be equal: told apart by their text, they go into different
 * partitions, and the delete of the one may come after the insert of the other. A table whose configuration says
 * {@code apply: parallel} is in no group, and gives up those constraints.
 */
final class OrderedGroups {

    private final Map<TableId, TableId> parents = new HashMap<>();

    private OrderedGroups() {}

    /** Table → the first table of its group, for the tables that are in one. */
    static Map<TableId, TableId> of(Collection<TableDescription> tables, MigrationConfig config) {
        OrderedGroups groups = new OrderedGroups();
        Map<TableId, TableDescription> ordered = new TreeMap<>();
        for (TableDescription table : tables) {
            if (config.table(table.table()).apply() != ApplyMode.PARALLEL) {
                ordered.put(table.table(), table);
            }
        }
        Map<TableId, Boolean> tied = new HashMap<>();
        for (TableDescription table : ordered.values()) {
            boolean alone = config.table(table.table()).apply() != ApplyMode.ORDERED
                    && table.uniqueKeys().isEmpty()
                    && table.exactKey();
            tied.merge(table.table(), !alone, Boolean::logicalOr);
            for (TableDescription.ForeignKey key : table.foreignKeys()) {
                if (ordered.containsKey(key.references())) {
                    groups.join(table.table(), key.references());
                    tied.put(table.table(), true);
                    tied.put(key.references(), true);
                }
            }
        }
        Map<TableId, TableId> names = new TreeMap<>();
        ordered.keySet().stream()
                .filter(table -> tied.getOrDefault(table, false))
                .forEach(table -> names.put(table, groups.root(table)));
        return names;
    }

    private TableId root(TableId table) {
        TableId parent = parents.getOrDefault(table, table);
        return parent.equals(table) ? table : root(parent);
    }

    private void join(TableId left, TableId right) {
        TableId a = root(left);
        TableId b = root(right);
        if (!a.equals(b)) {
            TableId first = a.compareTo(b) < 0 ? a : b;
            parents.put(first.equals(a) ? b : a, first);
        }
    }
}
