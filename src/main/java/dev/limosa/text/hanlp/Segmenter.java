package dev.limosa.text.hanlp;

/** Cuts text into words. For one thread, which keeps it and its buffers. */
public interface Segmenter {

    /** @param words takes where they end, counted from the array's beginning; is not cleared */
    void segment(char[] text, int from, int to, Words words);

    /** How many chars it is given at once at most; a longer text is cut where a sentence ends. */
    int longestPiece();
}
