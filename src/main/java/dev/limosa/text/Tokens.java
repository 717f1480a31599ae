package dev.limosa.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one text, one behind the other in a single buffer: no object per token. Filled, read and cleared again
 * and again, by one thread.
 */
public final class Tokens {

    /** A buffer that one giant text has blown up is not kept for all the small ones after it. */
    private static final int KEPT_CHARS = 1 << 16;

    private static final int TOKENS_BETWEEN_LOOKS = 1024;

    private final @Nullable TimeLimit limit;

    private char[] chars = new char[1024];
    private int[] ends = new int[256];
    private int size;

    public Tokens() {
        this.limit = null;
    }

    /** @param limit is asked now and then while tokens are added */
    public Tokens(TimeLimit limit) {
        this.limit = limit;
    }

    public void clear() {
        if (chars.length > KEPT_CHARS) {
            chars = new char[1024];
            ends = new int[256];
        }
        size = 0;
    }

    public void add(char[] from, int start, int length) {
        int at = reserve(length);
        System.arraycopy(from, start, chars, at, length);
        ends[size++] = at + length;
    }

    private int reserve(int length) {
        if (limit != null && size % TOKENS_BETWEEN_LOOKS == TOKENS_BETWEEN_LOOKS - 1) {
            limit.check();
        }
        int at = size == 0 ? 0 : ends[size - 1];
        if (at + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(at + length, 2 * chars.length));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        return at;
    }

    /** Adds all tokens of another. */
    public void addAll(Tokens others) {
        for (int i = 0; i < others.size; i++) {
            add(others.chars, others.start(i), others.length(i));
        }
    }

    public int size() {
        return size;
    }

    public String get(int index) {
        return new String(chars, start(index), length(index));
    }

    /** The buffer itself: token {@code i} is its chars from {@link #start} to {@link #end}. Only to be read. */
    public char[] chars() {
        return chars;
    }

    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    public int end(int index) {
        return ends[index];
    }

    public int length(int index) {
        return end(index) - start(index);
    }

    /** All tokens in their order, with the separator between. */
    public void appendJoined(StringBuilder out, String separator) {
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.append(separator);
            }
            out.append(chars, start(i), length(i));
        }
    }

    /** A copy. */
    public List<String> toList() {
        return List.copyOf(new AbstractList<String>() {
            @Override
            public String get(int index) {
                return Tokens.this.get(index);
            }

            @Override
            public int size() {
                return size;
            }
        });
    }
}
