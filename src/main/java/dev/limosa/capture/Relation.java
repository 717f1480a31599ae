package dev.limosa.capture;

import dev.limosa.change.TableId;
import java.util.List;

/**
 * A table as the change stream shows it: its columns in the order in which rows have them, generated ones too.
 *
 * @param types the oids of their types
 */
record Relation(TableId table, List<String> columns, List<Integer> types) {

    Relation {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }
}
