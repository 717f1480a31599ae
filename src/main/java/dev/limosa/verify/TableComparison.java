package dev.limosa.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a table row by row and column by column, as text: every source row is run through the table's function, and
 * must then be what the target has under its key.
 *
 * <p>Both sides are streamed in key order, so memory does not grow with the table. Each side is read in one statement,
 * thus at one moment; that the two moments belong together, the caller has to see to (by a proven barrier). Used once,
 * by one thread.
 */
public final class TableComparison {

    private final ComparedTable table;
    private final int examplesWanted;
    private final List<RowDifference> examples = new ArrayList<>();
    private long missing;
    private long extra;
    private long unequal;

    /** @param examples how many differences to describe; all are counted */
    public TableComparison(ComparedTable table, int examples) {
        this.table = table;
        this.examplesWanted = examples;
    }

    /** @param source and {@code target}: sessions that print values in the same form, as those of the migration do */
    public ComparisonResult run(Connection source, Connection target) throws SQLException {
        List<String> key = table.target().key();
        try (KeyedRows expected = new KeyedRows(
                        source, RowSelection.all(table.source(), table.sourceOnly()), table.function(), key);
                KeyedRows found =
                        new KeyedRows(target, RowSelection.all(table.target(), false), RowFunction.identity(), key)) {
            RowMerge merge = new RowMerge(table, expected, found);
            for (RowMerge.Difference next = merge.next(); next != null; next = merge.next()) {
                note(next);
            }
            return new ComparisonResult(
                    table.source().table(),
                    table.target().table(),
                    expected.read(),
                    expected.filtered(),
                    found.read(),
                    missing,
                    extra,
                    unequal,
                    examples);
        }
    }

    private void note(RowMerge.Difference difference) {
        switch (difference.kind()) {
            case MISSING -> missing++;
            case EXTRA -> extra++;
            case UNEQUAL -> unequal++;
        }
        if (examples.size() < examplesWanted) {
            examples.add(
                    RowDifference.of(difference.kind(), table.target().key(), difference.key(), difference.columns()));
        }
    }
}
