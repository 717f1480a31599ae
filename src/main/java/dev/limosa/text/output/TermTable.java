package dev.limosa.text.output;

import java.util.Arrays;

/**
 * Distinct terms, numbered in the order they came, in flat arrays: no object for a term. Emptied and filled again for
 * every row; filled once and then only read, it may be shared by any number of threads.
 */
final class TermTable {

    static final int NONE = -1;
    /** A table that one giant text has blown up is not kept for all the small ones after it. */
    private static final int KEPT_SLOTS = 1 << 14;

    private static final int FIRST_SLOTS = 256;

    private char[] chars = new char[1024];
    private int[] ends = new int[FIRST_SLOTS / 2];
    private int[] hashes = new int[FIRST_SLOTS / 2];
    /** Term + 1, or 0 where the slot is free; a power of two of them, at least twice as many as terms. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;

    void clear() {
        if (slots.length > KEPT_SLOTS) {
            chars = new char[1024];
            ends = new int[FIRST_SLOTS / 2];
            hashes = new int[FIRST_SLOTS / 2];
            slots = new int[FIRST_SLOTS];
        } else if (size > 0) {
            Arrays.fill(slots, 0);
        }
        size = 0;
    }

    int size() {
        return size;
    }

    /** The term's number, a new one if it was not there. */
    int add(char[] from, int start, int end) {
        int hash = hash(from, start, end);
        int slot = slot(hash, from, start, end);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        append(hash, from, start, end);
        slots[slot] = size;
        if (size * 2 == slots.length) {
            grow();
        }
        return size - 1;
    }

    /** The term's number, or {@link #NONE}. */
    int find(char[] from, int start, int end) {
        return slots[slot(hash(from, start, end), from, start, end)] - 1;
    }

    /** Where the term stands, or the free slot it belongs in. */
    private int slot(int hash, char[] from, int start, int end) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0 && !is(slots[slot] - 1, hash, from, start, end)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean is(int term, int hash, char[] from, int start, int end) {
        return hashes[term] == hash && Arrays.equals(chars, start(term), ends[term], from, start, end);
    }

    private void append(int hash, char[] from, int start, int end) {
        int at = start(size);
        int length = end - start;
        if (at + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(at + length, 2 * chars.length));
        }
        System.arraycopy(from, start, chars, at, length);
        ends[size] = at + length;
        hashes[size++] = hash;
    }

    private void grow() {
        ends = Arrays.copyOf(ends, slots.length);
        hashes = Arrays.copyOf(hashes, slots.length);
        slots = new int[slots.length * 2];
        for (int term = 0; term < size; term++) {
            int slot = hashes[term] & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = term + 1;
        }
    }

    char[] chars() {
        return chars;
    }

    int start(int term) {
        return term == 0 ? 0 : ends[term - 1];
    }

    int end(int term) {
        return ends[term];
    }

    /** By the terms' UTF-16, as {@link String#compareTo} has it. */
    int compare(int left, int right) {
        return Arrays.compare(chars, start(left), ends[left], chars, start(right), ends[right]);
    }

    private static int hash(char[] chars, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + chars[i];
        }
        return hash ^ hash >>> 16;
    }
}
