package dev.limosa.text.hanlp;

import java.util.Arrays;

/** Where the words of a text end, in chars: they follow one another without a gap. For one thread. */
public final class Words {

    private static final int KEPT = 1 << 16;

    private int[] ends = new int[256];
    private int size;

    public void clear() {
        if (ends.length > KEPT) {
            ends = new int[256];
        }
        size = 0;
    }

    public int size() {
        return size;
    }

    public int end(int index) {
        return ends[index];
    }

    void add(int end) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size++] = end;
    }

    void set(int index, int end) {
        ends[index] = end;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    /** Turns the words from an index on around: what was found from the end comes in its order. */
    void reverse(int from) {
        for (int i = from, j = size - 1; i < j; i++, j--) {
            int end = ends[i];
            ends[i] = ends[j];
            ends[j] = end;
        }
    }
}
