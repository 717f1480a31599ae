package dev.limosa.verify;

import org.jspecify.annotations.Nullable;

/** What a table's transforms make of one row. */
@FunctionalInterface
public interface RowFunction {

    /**
     * @param row the source row as a JSON object
     * @return the target row as a JSON object, or null if the row does not belong in the target
     * @throws dev.limosa.transform.TransformException if it can't be made: then it is open in the target
     */
    byte @Nullable [] apply(byte[] row);

    /** For a table whose rows go to the target as they are. */
    static RowFunction identity() {
        return row -> row;
    }
}
