package dev.limosa.text.cleaning;

import java.util.Arrays;

/** Stretches of one text, from left to right; those that overlap become one. For one text. */
final class Spans {

    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int size;

    /** Must overlap with the last one, or with all from one on to the last, or lie behind it. */
    void add(int start, int end) {
        int from = start;
        int to = end;
        while (size > 0 && ends[size - 1] > from) {
            size--;
            from = Math.min(from, starts[size]);
            to = Math.max(to, ends[size]);
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = from;
        ends[size++] = to;
    }

    /** @return the same object if there are none */
    String masked(String text, Mask mask) {
        if (size == 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        for (int i = 0; i < size; i++) {
            out.append(text, copied, starts[i]);
            mask.append(out, text, starts[i], ends[i]);
            copied = ends[i];
        }
        out.append(text, copied, text.length());
        return text.contentEquals(out) ? text : out.toString();
    }
}
