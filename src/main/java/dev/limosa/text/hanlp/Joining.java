package dev.limosa.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;

/** Joins neighbouring words that a dictionary knows as one: always the longest, from left to right. */
final class Joining {

    private final DoubleArrayTrie<?> dictionary;

    Joining(DoubleArrayTrie<?> dictionary) {
        this.dictionary = dictionary;
    }

    /** @param firstWord the words before it stay as they are */
    void join(char[] text, int begin, Words words, int firstWord) {
        int kept = firstWord;
        int at = begin;
        for (int word = firstWord; word < words.size(); ) {
            int joined = longest(text, at, words, word);
            at = words.end(joined);
            words.set(kept++, at);
            word = joined + 1;
        }
        words.truncate(kept);
    }

    /** The last of the words that make up the longest known one; the word itself if there is none. */
    private int longest(char[] text, int begin, Words words, int word) {
        int found = word;
        int state = 1;
        int at = begin;
        for (int last = word; last < words.size(); last++) {
            for (; at < words.end(last); at++) {
                state = dictionary.transition(text[at], state);
                if (state < 0) {
                    return found;
                }
            }
            if (dictionary.output(state) != null) {
                found = last;
            }
        }
        return found;
    }
}
