package dev.limosa.verify;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.jdbc.Sql;
import dev.limosa.topics.CopyTextRow;
import dev.limosa.topics.JsonRow;
import dev.limosa.topics.JsonWriter;
import dev.limosa.transform.TransformException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A table's rows, run through a function, in the order of their keys' text: one that is the same in every database,
 * whatever its collations are. Holds one row at a time; for one thread.
 */
final class KeyedRows implements AutoCloseable {

    private final CopyOut copy;
    private final CopyTextRow parser;
    private final RowFunction function;
    private final byte[][] keyNames;
    private final byte[][] sourceKeyNames;
    private final JsonWriter json = new JsonWriter();
    private final JsonRow row = new JsonRow();
    private byte @Nullable [][] key;
    private boolean unmade;
    private long read;
    private long filtered;

    /** @param keyNames the key's columns as the function's result names them, in the key's order */
    KeyedRows(Connection connection, RowSelection rows, RowFunction function, List<String> keyNames)
            throws SQLException {
        TableSchema table = rows.table();
        String columns = Sql.quoteAll(table.columns().stream().map(Column::name).toList());
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT " + columns + rows.orderedByKey() + ") TO STDOUT");
        parser = new CopyTextRow(table.columns(), table.key());
        this.function = function;
        this.keyNames = keyNames.stream().map(KeyedRows::nameBytes).toArray(byte[][]::new);
        this.sourceKeyNames = table.key().stream().map(KeyedRows::nameBytes).toArray(byte[][]::new);
    }

    /** A field's name as it stands between its quotes. */
    static byte[] nameBytes(String name) {
        byte[] token = JsonWriter.nameToken(name);
        return Arrays.copyOfRange(token, 1, token.length - 2);
    }

    /** Goes to the next row that the function lets through; before the first call there is none. */
    void advance() throws SQLException {
        key = null;
        byte[] line = copy.readFromCopy();
        while (line != null && key == null) {
            read++;
            parser.row(line, 0, line.length - 1, json.clear());
            byte[] result = apply(json.toByteArray());
            if (result == null) {
                filtered++;
                line = copy.readFromCopy();
            } else {
                key = keyOf(row.read(result, 0));
            }
        }
    }

    /** A row that can't be made is open in the target: it goes on as it is in the source, equal to nothing there. */
    private byte @Nullable [] apply(byte[] row) {
        try {
            unmade = false;
            return function.apply(row);
        } catch (TransformException e) {
            unmade = true;
            return row;
        }
    }

    /** Whether what should be there is not known. */
    boolean isUnmade() {
        return unmade;
    }

    private byte[][] names() {
        return unmade ? sourceKeyNames : keyNames;
    }

    private byte[][] keyOf(JsonRow of) {
        byte[][] values = new byte[keyNames.length][];
        for (int i = 0; i < values.length; i++) {
            int field = find(of, names()[i], i);
            String text = field < 0 ? null : of.text(field);
            if (text == null) {
                throw new IllegalStateException("cannot compare row: expected a value of key column '"
                        + new String(names()[i], StandardCharsets.UTF_8) + "', found none");
            }
            values[i] = text.getBytes(StandardCharsets.UTF_8);
        }
        return values;
    }

    /** The field of that name, or -1; looks first where it was in other rows. */
    static int find(JsonRow in, byte[] name, int guess) {
        if (guess < in.size() && in.hasName(guess, name)) {
            return guess;
        }
        for (int field = 0; field < in.size(); field++) {
            if (in.hasName(field, name)) {
                return field;
            }
        }
        return -1;
    }

    boolean atEnd() {
        return key == null;
    }

    JsonRow row() {
        return row;
    }

    /** Below zero if this row comes first, above if the other does, zero if both have the same key. */
    int compareTo(KeyedRows other) {
        byte @Nullable [][] mine = key;
        byte @Nullable [][] theirs = other.key;
        if (mine == null || theirs == null) {
            return mine == theirs ? 0 : mine == null ? 1 : -1;
        }
        int result = 0;
        for (int i = 0; i < mine.length && result == 0; i++) {
            result = Arrays.compareUnsigned(mine[i], theirs[i]);
        }
        return result;
    }

    /** The key's values as text, in the key's order. */
    List<String> key() {
        return Arrays.stream(requireNonNull(key))
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    /** The key as a record of the history has it, its values as they stand in the row. */
    byte[] keyJson(List<String> names) {
        JsonWriter out = new JsonWriter();
        for (int i = 0; i < keyNames.length; i++) {
            int field = find(row, names()[i], i);
            out.raw(i == 0 ? '{' : ',').raw(JsonWriter.nameToken(names.get(i)));
            out.raw(row.bytes(), row.valueStart(field), row.valueEnd(field));
        }
        return out.raw('}').toByteArray();
    }

    long read() {
        return read;
    }

    long filtered() {
        return filtered;
    }

    /**
     * Also reads a COPY that was given up to its end: cancelling it might hit whatever the connection does next, since
     * the server takes a cancellation for the session, not for the statement.
     */
    @Override
    public void close() throws SQLException {
        while (copy.isActive() && copy.readFromCopy() != null) {
            read++;
        }
    }
}
