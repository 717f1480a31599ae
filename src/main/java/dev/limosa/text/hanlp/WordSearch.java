package dev.limosa.text.hanlp;

import com.hankcs.hanlp.collection.AhoCorasick.AhoCorasickDoubleArrayTrie;
import java.util.Collection;
import java.util.TreeMap;

/**
 * Finds all words of a list in one pass over a text, however many they are: Aho-Corasick in HanLP's double array.
 * Immutable; about 50 bytes for each character of the words.
 */
public final class WordSearch {

    private final AhoCorasickDoubleArrayTrie<Boolean> words = new AhoCorasickDoubleArrayTrie<>();
    private final boolean empty;

    /** Takes each word that was found. */
    public interface Found {
        /** A word from {@code start} to {@code end}: the ends never fall. */
        void word(int start, int end);
    }

    /** @param words none of them empty */
    public WordSearch(Collection<String> words) {
        TreeMap<String, Boolean> sorted = new TreeMap<>();
        words.forEach(word -> sorted.put(word, true));
        empty = sorted.isEmpty();
        if (!empty) {
            this.words.build(sorted);
        }
    }

    /** Words within words too. */
    public void find(char[] text, Found found) {
        if (!empty) {
            words.parseText(
                    text, (AhoCorasickDoubleArrayTrie.IHit<Boolean>) (start, end, value) -> found.word(start, end));
        }
    }
}
