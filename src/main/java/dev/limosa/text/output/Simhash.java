package dev.limosa.text.output;

import dev.limosa.text.Tokens;
import java.util.Arrays;

/**
 * Charikar's simhash of 64 bits: texts with nearly the same tokens have hashes that differ in few bits. Each occurrence
 * of a token counts once. For one thread.
 *
 * <p>A token's own hash is FNV-1a over its UTF-16 code units, 64 bits wide, with the finishing step of SplitMix64; it
 * must never change, since hashes of rows from different years are compared.
 */
final class Simhash {

    static final int BITS = 64;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** For each bit: how many tokens have it less how many don't. */
    private final int[] balance = new int[BITS];

    /** @param tokens at least one */
    long of(Tokens tokens) {
        Arrays.fill(balance, 0);
        for (int i = 0; i < tokens.size(); i++) {
            add(hash(tokens.chars(), tokens.start(i), tokens.end(i)));
        }
        long hash = 0;
        for (int bit = 0; bit < BITS; bit++) {
            hash |= (balance[bit] > 0 ? 1L : 0L) << bit;
        }
        return hash;
    }

    private void add(long hash) {
        for (int bit = 0; bit < BITS; bit++) {
            balance[bit] += (int) (hash >>> bit & 1) * 2 - 1;
        }
    }

    static long hash(char[] chars, int start, int end) {
        long hash = FNV_BASIS;
        for (int i = start; i < end; i++) {
            hash = (hash ^ chars[i]) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }

    /**
     * One of the equal parts of a hash, the first being the highest bits, as a signed number of that width. Two hashes
     * that differ in fewer bits than there are bands are equal in one of them.
     *
     * @param band from 1 on
     */
    static long band(long hash, int band, int bands) {
        int width = BITS / bands;
        return hash << width * (band - 1) >> BITS - width;
    }
}
