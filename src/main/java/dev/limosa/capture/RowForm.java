package dev.limosa.capture;

import dev.limosa.change.Column;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.ValueForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one relation as JSON, in the table's column order. Made once for each relation that appears. */
final class RowForm {

    private final HistoryTable table;
    private final Cell[] cells;
    private final Cell[] keyCells;
    private final byte[] source;

    private record Cell(int column, byte[] name, ValueForm form) {}

    RowForm(Relation relation, HistoryTable table, Map<String, Integer> types) {
        this.table = table;
        TableDescription description = table.description();
        requireSameColumns(relation, description);
        requireSameTypes(relation, types);
        cells = cells(
                relation,
                description,
                description.schema().columns().stream().map(Column::name).toList());
        keyCells = cells(relation, description, description.schema().key());
        source = new JsonWriter()
                .ascii("{\"schema\":")
                .string(table.table().schema())
                .ascii(",\"table\":")
                .string(table.table().name())
                .ascii(",\"ts_ms\":")
                .toByteArray();
    }

    HistoryTable table() {
        return table;
    }

    /** Without REPLICA IDENTITY FULL the columns beside the key are unknown, not null: they are left out. */
    void writeBefore(Tuple row, JsonWriter out) {
        write(row, null, beforeCells(), out);
    }

    /** How many bytes the values take that an envelope of the two would hold, either of which may be missing. */
    long bytes(@Nullable Tuple before, @Nullable Tuple after) {
        return (before == null ? 0 : bytes(before, beforeCells())) + (after == null ? 0 : bytes(after, cells));
    }

    private static long bytes(Tuple row, Cell[] columns) {
        long bytes = 0;
        for (Cell cell : columns) {
            bytes += row.bytes(cell.column);
        }
        return bytes;
    }

    private Cell[] beforeCells() {
        return table.description().fullIdentity() ? cells : keyCells;
    }

    /**
     * Appends the row.
     *
     * @param old the row before the change, as far as it is known; holds what did not change
     * @return false if a value is missing from the stream; it is written as null then
     */
    boolean write(Tuple row, @Nullable Tuple old, JsonWriter out) {
        return write(row, old, cells, out);
    }

    /**
     * Appends the key's columns alone, taken from a whole row or a key.
     *
     * @return false if one is missing
     */
    boolean writeKey(Tuple row, @Nullable Tuple old, JsonWriter out) {
        boolean complete = write(row, old, keyCells, out);
        for (Cell cell : keyCells) {
            complete &= !row.isNull(cell.column);
        }
        return complete;
    }

    boolean hasSameKey(Tuple row, Tuple old) {
        for (Cell cell : keyCells) {
            if (!row.isUnchanged(cell.column) && !row.hasSame(cell.column, old)) {
                return false;
            }
        }
        return true;
    }

    /** Appends the event's source block. */
    void writeSource(long commitMillis, long transactionId, long lsn, JsonWriter out) {
        out.raw(source).number(commitMillis);
        out.ascii(",\"txId\":").number(transactionId);
        out.ascii(",\"lsn\":").number(lsn).raw('}');
    }

    private static boolean write(Tuple row, @Nullable Tuple old, Cell[] columns, JsonWriter out) {
        boolean complete = true;
        char separator = '{';
        for (Cell cell : columns) {
            out.raw(separator).raw(cell.name);
            complete &= write(cell, old != null && isIn(old, cell, row) ? old : row, out);
            separator = ',';
        }
        out.raw('}');
        return complete;
    }

    /**
     * A value that was left out is large, so never null: an old row that has none there is the key alone, as without
     * REPLICA IDENTITY FULL it comes with an update of the key.
     */
    private static boolean isIn(Tuple old, Cell cell, Tuple row) {
        return row.isUnchanged(cell.column) && !old.isNull(cell.column);
    }

    private static boolean write(Cell cell, Tuple row, JsonWriter out) {
        boolean unchanged = row.isUnchanged(cell.column);
        if (unchanged || row.isNull(cell.column)) {
            out.nullValue();
        } else {
            cell.form.write(row.block(), row.start(cell.column), row.end(cell.column), out);
        }
        return !unchanged;
    }

    private static Cell[] cells(Relation relation, TableDescription table, List<String> columns) {
        return columns.stream()
                .map(name -> new Cell(
                        relation.columns().indexOf(name),
                        JsonWriter.nameToken(name),
                        ValueForm.of(table.baseType(name))))
                .toArray(Cell[]::new);
    }

    /** A value of another type has another form, and would be written as what it is not. */
    private static void requireSameTypes(Relation relation, Map<String, Integer> expected) {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < relation.types().size(); i++) {
            found.put(relation.columns().get(i), relation.types().get(i));
        }
        expected.forEach((column, type) -> {
            if (!type.equals(found.get(column))) {
                throw new CaptureException("cannot capture table " + relation.table() + ": expected column '" + column
                        + "' of type " + type + " (pg_type.oid), found type " + found.get(column)
                        + "; a table's columns can't change while it is migrated, and rows of the new type are in the"
                        + " change stream already: the migration has to start over");
            }
        });
    }

    /** Generated columns may be in the stream, and are computed anew in the target. */
    private static void requireSameColumns(Relation relation, TableDescription table) {
        List<String> found = relation.columns().stream()
                .filter(name -> !table.isGenerated(name))
                .toList();
        List<String> known = table.schema().columns().stream().map(Column::name).toList();
        if (!found.containsAll(known) || !known.containsAll(found)) {
            throw new CaptureException("cannot capture table " + table.table() + ": expected columns " + known
                    + ", found " + found + "; a table's columns can't change while it is migrated: change them back");
        }
    }
}
