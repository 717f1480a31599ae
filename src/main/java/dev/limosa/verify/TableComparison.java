package dev.limosa.verify;

import dev.limosa.change.Column;
import dev.limosa.topics.JsonRow;
import dev.limosa.verify.RowDifference.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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
    private final byte[][] names;
    private long missing;
    private long extra;
    private long unequal;

    /** @param examples how many differences to describe; all are counted */
    public TableComparison(ComparedTable table, int examples) {
        this.table = table;
        this.examplesWanted = examples;
        names = table.target().columns().stream()
                .map(column -> KeyedRows.nameBytes(column.name()))
                .toArray(byte[][]::new);
    }

    /** @param source and {@code target}: sessions that print values in the same form, as those of the migration do */
    public ComparisonResult run(Connection source, Connection target) throws SQLException {
        List<String> key = table.target().key();
        try (KeyedRows expected = new KeyedRows(source, table.source(), table.function(), key);
                KeyedRows found = new KeyedRows(target, table.target(), RowFunction.identity(), key)) {
            expected.advance();
            found.advance();
            while (!expected.atEnd() || !found.atEnd()) {
                step(expected, found);
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

    private void step(KeyedRows expected, KeyedRows found) throws SQLException {
        int order = expected.compareTo(found);
        if (order < 0) {
            missing++;
            note(Kind.MISSING, expected, List.of());
        } else if (order > 0) {
            extra++;
            note(Kind.EXTRA, found, List.of());
        } else if (!same(expected.row(), found.row())) {
            unequal++;
            note(Kind.UNEQUAL, found, unequalColumns(expected.row(), found.row()));
        }
        if (order <= 0) {
            expected.advance();
        }
        if (order >= 0) {
            found.advance();
        }
    }

    private void note(Kind kind, KeyedRows at, List<String> columns) {
        if (examples.size() < examplesWanted) {
            examples.add(new RowDifference(kind, at.describeKey(), columns));
        }
    }

    private boolean same(JsonRow expected, JsonRow found) {
        boolean same = expected.size() == found.size();
        for (int column = 0; column < names.length && same; column++) {
            same = same(expected, found, column);
        }
        return same;
    }

    private boolean same(JsonRow expected, JsonRow found, int column) {
        int in = KeyedRows.find(expected, names[column], column);
        return in >= 0 && (sameBytes(expected, in, found, column) || sameText(expected, in, found, column));
    }

    private static boolean sameBytes(JsonRow one, int field, JsonRow other, int otherField) {
        return Arrays.equals(
                one.bytes(),
                one.valueStart(field),
                one.valueEnd(field),
                other.bytes(),
                other.valueStart(otherField),
                other.valueEnd(otherField));
    }

    /** The same text may be escaped in two ways. */
    private static boolean sameText(JsonRow one, int field, JsonRow other, int otherField) {
        return Objects.equals(one.text(field), other.text(otherField));
    }

    /** Also names columns that the function makes and the target has not. */
    private List<String> unequalColumns(JsonRow expected, JsonRow found) {
        List<String> columns = new ArrayList<>();
        List<String> known = table.target().columns().stream().map(Column::name).toList();
        for (int column = 0; column < names.length; column++) {
            if (!same(expected, found, column)) {
                columns.add(known.get(column));
            }
        }
        for (int field = 0; field < expected.size(); field++) {
            if (!known.contains(expected.name(field))) {
                columns.add(expected.name(field));
            }
        }
        return columns;
    }
}
