package dev.limosa.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The values of one row as PostgreSQL sent them, as slices of a block. Reused from row to row; for one thread. */
final class Tuple {

    /** Stands for the length of a value. */
    static final int NULL = -1;
    /** A large value that did not change and was left out of the stream. */
    static final int UNCHANGED = -2;

    private byte[] block = new byte[0];
    private int[] starts = new int[0];
    private int[] lengths = new int[0];

    /** Takes the tuple that begins at the block's position, and moves behind it. */
    void read(ByteBuffer from, int columns) {
        block = from.array();
        if (starts.length < columns) {
            starts = new int[columns];
            lengths = new int[columns];
        }
        for (int column = 0; column < columns; column++) {
            lengths[column] = from.getInt();
            starts[column] = from.position();
            from.position(starts[column] + Math.max(0, lengths[column]));
        }
    }

    boolean isNull(int column) {
        return lengths[column] == NULL;
    }

    boolean isUnchanged(int column) {
        return lengths[column] == UNCHANGED;
    }

    byte[] block() {
        return block;
    }

    int start(int column) {
        return starts[column];
    }

    int end(int column) {
        return starts[column] + lengths[column];
    }

    /** How many bytes the value takes, 0 if there is none. */
    int bytes(int column) {
        return Math.max(0, lengths[column]);
    }

    boolean hasSame(int column, Tuple other) {
        return lengths[column] == other.lengths[column]
                && (lengths[column] < 0
                        || Arrays.equals(
                                block,
                                start(column),
                                end(column),
                                other.block,
                                other.start(column),
                                other.end(column)));
    }
}
