package dev.limosa.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Values of rows that wait for their turn: in memory up to a limit, the rest in files. What is in the files is in Kafka
 * as well, so nothing has to survive: they lose their name as soon as they are open, and their space is free again
 * whatever ends the process. For one thread.
 */
final class ValueStore implements AutoCloseable {

    private static final long SEGMENT_BYTES = 64L << 20;

    private final long memoryBytes;
    private final long segmentBytes;
    private long inMemory;
    private @Nullable Segment current;
    private final Set<Segment> open = new HashSet<>();

    /** @param memoryBytes how many bytes of values to keep in memory */
    ValueStore(long memoryBytes) {
        this(memoryBytes, SEGMENT_BYTES);
    }

    ValueStore(long memoryBytes, long segmentBytes) {
        this.memoryBytes = memoryBytes;
        this.segmentBytes = segmentBytes;
    }

    Value keep(byte[] bytes) {
        if (inMemory + bytes.length <= memoryBytes) {
            inMemory += bytes.length;
            return new Kept(bytes);
        }
        try {
            return segment().append(bytes);
        } catch (IOException e) {
            throw new ConnectException(
                    "cannot set rows of an ordered group aside in '" + folder() + "': expected room for " + bytes.length
                            + " bytes, found: " + e.getMessage() + "; free space there, or raise "
                            + SinkSettings.ORDERED_MEMORY,
                    e);
        }
    }

    /** How many files there are. */
    int segments() {
        return open.size();
    }

    private Segment segment() throws IOException {
        Segment segment = current;
        if (segment == null || segment.length >= segmentBytes) {
            segment = new Segment();
            current = segment;
        }
        return segment;
    }

    private static String folder() {
        return System.getProperty("java.io.tmpdir");
    }

    /** Gives up what is left. */
    @Override
    public void close() {
        current = null;
        Set.copyOf(open).forEach(Segment::close);
    }

    private final class Kept implements Value {

        private final byte[] bytes;

        Kept(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public void release() {
            inMemory -= bytes.length;
        }
    }

    /** A file that is full ends with the last of its values; the one in use begins again. */
    private final class Segment {

        private final FileChannel channel;
        private long length;
        private int values;

        Segment() throws IOException {
            Path file = Files.createTempFile("limosa-ordered-", ".rows");
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                Files.delete(file);
            }
            open.add(this);
        }

        Value append(byte[] bytes) throws IOException {
            long at = length;
            ByteBuffer from = ByteBuffer.wrap(bytes);
            while (from.hasRemaining()) {
                channel.write(from, at + from.position());
            }
            length += bytes.length;
            values++;
            return new SetAside(this, at, bytes.length);
        }

        void release() {
            values--;
            if (values == 0) {
                length = 0;
                if (this != current) {
                    close();
                }
            }
        }

        void close() {
            open.remove(this);
            try {
                channel.close();
            } catch (IOException e) {
                throw new ConnectException("cannot close a file of rows in '" + folder() + "'", e);
            }
        }
    }

    private record SetAside(Segment segment, long at, int length) implements Value {

        @Override
        public byte[] bytes() {
            ByteBuffer to = ByteBuffer.allocate(length);
            try {
                while (to.hasRemaining()) {
                    if (segment.channel.read(to, at + to.position()) < 0) {
                        throw new IOException("it ends after " + (at + to.position()) + " bytes");
                    }
                }
            } catch (IOException e) {
                throw new ConnectException(
                        "cannot read back rows set aside in '" + folder() + "': expected " + length + " bytes at " + at
                                + ", found: " + e.getMessage(),
                        e);
            }
            return to.array();
        }

        @Override
        public void release() {
            segment.release();
        }
    }
}
