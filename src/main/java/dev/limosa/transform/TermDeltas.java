package dev.limosa.transform;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Bytes;

/**
 * By how much the counts of some terms have changed: the value of a record between the two halves of the statistics.
 * Each term's length, its bytes, the difference. For one thread.
 */
final class TermDeltas {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    interface Reader {
        void delta(Bytes term, long rows);
    }

    void add(Bytes term, long rows) {
        try {
            ByteUtils.writeUnsignedVarint(term.get().length, out);
            out.write(term.get());
            ByteUtils.writeVarlong(rows, out);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: memory does not fail", e);
        }
    }

    int size() {
        return bytes.size();
    }

    /** Takes what is in here, which is empty then. */
    byte[] take() {
        byte[] taken = bytes.toByteArray();
        clear();
        return taken;
    }

    void clear() {
        bytes.reset();
    }

    /** @throws IllegalArgumentException if {@link #take} did not make these bytes */
    static void read(byte[] taken, Reader reader) {
        ByteBuffer in = ByteBuffer.wrap(taken);
        try {
            while (in.hasRemaining()) {
                byte[] term = new byte[ByteUtils.readUnsignedVarint(in)];
                in.get(term);
                reader.delta(Bytes.wrap(term), ByteUtils.readVarlong(in));
            }
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    "expected terms and differences, found " + taken.length + " bytes that are none", e);
        }
    }
}
