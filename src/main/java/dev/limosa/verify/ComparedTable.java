package dev.limosa.verify;

import dev.limosa.change.TableSchema;
import java.util.List;

/**
 * A table on both sides. Key columns may have other names in the target; which is which is told by their place.
 *
 * @param function makes a target row of a source row
 */
public record ComparedTable(TableSchema source, TableSchema target, RowFunction function) {

    public ComparedTable {
        List<String> from = source.key();
        List<String> to = target.key();
        if (from.isEmpty() || from.size() != to.size()) {
            throw new IllegalArgumentException("cannot compare table '" + source.table() + "' with '" + target.table()
                    + "': expected primary keys of equal length, found " + from + " and " + to);
        }
    }
}
