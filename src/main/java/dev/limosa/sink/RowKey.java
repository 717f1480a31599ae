package dev.limosa.sink;

import java.util.Arrays;

/** A record's key as it can be looked up. */
final class RowKey {

    private final byte[] bytes;
    private final int hash;

    RowKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
