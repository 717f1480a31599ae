package dev.limosa.capture;

import dev.limosa.change.TableId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A row of any captured table: its table and the bytes of its key, compared by content. */
record RowKey(TableId table, byte[] key) {

    /** The key of this row's entry in the position topic. */
    byte[] toEntry() {
        byte[] schema = table.schema().getBytes(StandardCharsets.UTF_8);
        byte[] name = table.name().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + schema.length + name.length + key.length)
                .putInt(schema.length)
                .put(schema)
                .putInt(name.length)
                .put(name)
                .put(key)
                .array();
    }

    static RowKey ofEntry(byte[] entry) {
        ByteBuffer in = ByteBuffer.wrap(entry);
        TableId table = new TableId(text(in, in.getInt()), text(in, in.getInt()));
        byte[] key = new byte[in.remaining()];
        in.get(key);
        return new RowKey(table, key);
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that && table.equals(that.table) && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + Arrays.hashCode(key);
    }
}
