package dev.limosa.verify;

import dev.limosa.change.TableId;
import java.util.List;

/**
 * What comparing a table has found.
 *
 * @param sourceRows rows of the source, those included that do not belong in the target
 * @param filtered how many of them do not
 * @param examples the first differences, in key order
 */
public record ComparisonResult(
        TableId source,
        TableId target,
        long sourceRows,
        long filtered,
        long targetRows,
        long missing,
        long extra,
        long unequal,
        List<RowDifference> examples) {

    public ComparisonResult {
        examples = List.copyOf(examples);
    }

    /** Rows that are not as they should be. */
    public long different() {
        return missing + extra + unequal;
    }
}
