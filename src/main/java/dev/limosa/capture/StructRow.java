package dev.limosa.capture;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.ValueForm;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one table, every value as the text PostgreSQL sent, in the table's column order. Made once for
 * each Connect schema that appears; for one thread.
 */
final class StructRow {

    private final Schema schema;
    private final Cell[] cells;
    private final Cell[] keyCells;
    private final Placeholder placeholder;

    private record Cell(Field field, byte[] name, ValueForm form) {}

    /** @param placeholder what stands for a large value the change stream left out */
    StructRow(Schema schema, TableDescription table, Placeholder placeholder) {
        this.schema = schema;
        this.placeholder = placeholder;
        requireSameColumns(schema, table.schema());
        this.cells = cells(
                schema,
                table,
                table.schema().columns().stream().map(Column::name).toList());
        this.keyCells = cells(schema, table, table.schema().key());
    }

    boolean isFor(Schema other) {
        return schema == other;
    }

    /**
     * Appends the row.
     *
     * @return false if a value is missing from the stream; it is written as null then
     */
    boolean write(Struct row, JsonWriter out) {
        return write(row, cells, out);
    }

    /** Appends the key's columns alone, taken from a whole row or a key. */
    boolean writeKey(Struct row, JsonWriter out) {
        return write(row, keyCells, out);
    }

    private boolean write(Struct row, Cell[] columns, JsonWriter out) {
        boolean complete = true;
        char separator = '{';
        for (Cell cell : columns) {
            out.raw(separator).raw(cell.name);
            complete &= write(cell, (String) row.get(cell.field), out);
            separator = ',';
        }
        out.raw('}');
        return complete;
    }

    private boolean write(Cell cell, @Nullable String value, JsonWriter out) {
        if (value == null || placeholder.is(value)) {
            out.nullValue();
            return value == null;
        }
        cell.form.write(value, out);
        return true;
    }

    private static Cell[] cells(Schema schema, TableDescription table, List<String> columns) {
        return columns.stream()
                .map(name ->
                        new Cell(schema.field(name), JsonWriter.nameToken(name), ValueForm.of(table.baseType(name))))
                .toArray(Cell[]::new);
    }

    private static void requireSameColumns(Schema schema, TableSchema expected) {
        List<String> found = schema.fields().stream().map(Field::name).toList();
        List<String> known = expected.columns().stream().map(Column::name).toList();
        if (!found.containsAll(known) || !known.containsAll(found)) {
            throw new CaptureException("cannot capture table " + expected.table() + ": expected columns " + known
                    + ", found " + found + "; a table's columns can't change while it is migrated: change them back");
        }
    }
}
