package dev.limosa.verify;

import dev.limosa.change.TableSchema;
import dev.limosa.config.RefusedException;
import java.util.List;

/**
 * A table on both sides. Key columns may have other names in the target; which is which is told by their place.
 *
 * @param sourceOnly leaves out the rows of tables that inherit from the source's
 * @param function makes a target row of a source row
 */
public record ComparedTable(TableSchema source, boolean sourceOnly, TableSchema target, RowFunction function) {

    public ComparedTable {
        List<String> from = source.key();
        List<String> to = target.key();
        if (from.isEmpty() || from.size() != to.size()) {
            throw new RefusedException("cannot compare table '" + source.table() + "' with '" + target.table()
                    + "': expected primary keys of equal length, found " + from + " and " + to);
        }
    }
}
