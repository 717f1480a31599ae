package dev.limosa.capture;

import dev.limosa.change.TableId;
import java.util.List;

/** A table as the change stream shows it: its columns in the order in which rows have them, generated ones too. */
record Relation(TableId table, List<String> columns) {

    Relation {
        columns = List.copyOf(columns);
    }
}
