package dev.limosa.verify;

import dev.limosa.change.Column;
import dev.limosa.topics.JsonRow;
import dev.limosa.verify.RowDifference.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows that should be there and those that are, side by side in key order, and stops at each
 * difference. For one thread.
 */
final class RowMerge {

    private final ComparedTable table;
    private final KeyedRows expected;
    private final KeyedRows found;
    private final byte[][] names;
    private long compared;
    private boolean begun;

    /**
     * A row that was not the same.
     *
     * @param key its values as text, in the key's order; {@code keyJson}: as the history has it
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Difference(Kind kind, List<String> key, byte[] keyJson, List<String> columns) {}

    RowMerge(ComparedTable table, KeyedRows expected, KeyedRows found) {
        this.table = table;
        this.expected = expected;
        this.found = found;
        names = table.target().columns().stream()
                .map(column -> KeyedRows.nameBytes(column.name()))
                .toArray(byte[][]::new);
    }

    /** Goes on to the next difference; null if there is no more. */
    @Nullable
    Difference next() throws SQLException {
        if (!begun) {
            begun = true;
            expected.advance();
            found.advance();
        }
        Difference difference = null;
        while (difference == null && !(expected.atEnd() && found.atEnd())) {
            difference = step();
        }
        return difference;
    }

    private @Nullable Difference step() throws SQLException {
        compared++;
        int order = expected.compareTo(found);
        Difference difference = order < 0
                ? difference(Kind.MISSING, expected, List.of())
                : order > 0
                        ? difference(Kind.EXTRA, found, List.of())
                        : expected.isUnmade() ? difference(Kind.UNEQUAL, found, List.of()) : unequal();
        if (order <= 0) {
            expected.advance();
        }
        if (order >= 0) {
            found.advance();
        }
        return difference;
    }

    private @Nullable Difference unequal() {
        return same(expected.row(), found.row())
                ? null
                : difference(Kind.UNEQUAL, found, unequalColumns(expected.row(), found.row()));
    }

    private Difference difference(Kind kind, KeyedRows at, List<String> columns) {
        return new Difference(kind, at.key(), at.keyJson(table.source().key()), columns);
    }

    /** Keys looked at so far, on either side. */
    long compared() {
        return compared;
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
