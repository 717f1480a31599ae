package dev.limosa.verify;

import dev.limosa.change.TableId;
import java.util.List;

/**
 * What verifying a table has found.
 *
 * @param compared keys looked at: those of the target, and those of source rows that belong there
 * @param filtered source rows that do not belong in the target
 * @param unsettled rows that kept changing for as long as they were looked at
 * @param open rows of the table that are known not to be in the target as they should be
 * @param discarded rows of it that were given up
 * @param verifiedThrough a barrier: what the source had committed before it was compared
 * @param differences the first ones, in key order
 */
public record TableReport(
        TableId table,
        TableId target,
        long compared,
        long filtered,
        long missing,
        long extra,
        long unequal,
        long unsettled,
        long open,
        long discarded,
        long verifiedThrough,
        List<RowDifference> differences) {

    public TableReport {
        differences = List.copyOf(differences);
    }

    /** Rows that are not as they should be. */
    public long different() {
        return missing + extra + unequal;
    }
}
