package dev.limosa.capture;

import dev.limosa.change.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that columns have by the change stream itself, taken down while Debezium decodes its relations, since the
 * rows it makes know only those that it was told. For the stream's thread.
 */
final class RelationTypes {

    private final Map<TableId, List<Integer>> types = new HashMap<>();
    private List<Integer> current = new ArrayList<>();
    private int relations;

    void begin(TableId table) {
        current = new ArrayList<>();
        types.put(table, current);
        relations++;
    }

    void column(int type) {
        current.add(type);
    }

    /** How many were met: one more, and columns may have other types. */
    int relations() {
        return relations;
    }

    /** Of all columns, in the order in which rows have them. */
    List<Integer> of(TableId table, int columns) {
        List<Integer> found = types.getOrDefault(table, List.of());
        if (found.size() != columns) {
            throw new IllegalStateException("BUG: table " + table + " came with " + columns + " columns and "
                    + found.size() + " of their types");
        }
        return found;
    }
}
