package dev.limosa.text.hanlp;

import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreBiGramTableDictionary;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.utility.Predefine;

/**
 * What the segmentation asks of HanLP's core dictionary, in flat arrays by the word's number. Names, numbers, times and
 * the like are not asked for as what they are but as their kind: {@code 未##数} instead of {@code 42}.
 */
final class Lexicon {

    /** Of a Chinese character or a mark that no dictionary knows. */
    static final int UNKNOWN = -1;

    private static final int NO_KIND = Integer.MIN_VALUE;

    static final int BEGIN = CoreDictionary.BEGIN_WORD_ID;
    static final int END = CoreDictionary.END_WORD_ID;
    static final int NUMBER = CoreDictionary.M_WORD_ID;
    static final int LETTERS = CoreDictionary.X_WORD_ID;
    static final int EDGE_FREQUENCY = Predefine.TOTAL_FREQUENCY / 10;
    static final int ATOM_FREQUENCY = Predefine.OOV_DEFAULT_FREQUENCY;

    static final Lexicon CORE = new Lexicon();

    final int[] base = CoreDictionary.trie.getBase();
    final int[] check = CoreDictionary.trie.getCheck();
    private final int[] ids;
    private final int[] frequencies;
    /** How little is lost by a word whose pair with the word before it was never seen: most pairs. */
    private final double[] unseen;

    private Lexicon() {
        int words = CoreDictionary.trie.size();
        ids = new int[words];
        frequencies = new int[words];
        unseen = new double[words];
        for (int word = 0; word < words; word++) {
            enter(word, CoreDictionary.get(word));
        }
    }

    private void enter(int word, CoreDictionary.Attribute attribute) {
        int kind = attribute.nature.length == 1 ? kind(attribute.nature[0]) : NO_KIND;
        ids[word] = kind == NO_KIND ? word : kind;
        boolean counted = kind == NUMBER || kind == LETTERS || kind == CoreDictionary.T_WORD_ID;
        // HanLP gives a proper name in letters the number of the kind, but leaves it its own frequency.
        boolean own = !counted || attribute.nature[0] == Nature.nx;
        frequencies[word] = (own ? attribute : CoreDictionary.get(kind)).totalFrequency;
        unseen[word] = cost(0, 0, frequencies[word]);
    }

    private static int kind(Nature nature) {
        if (nature.startsWith("nr")) {
            return CoreDictionary.NR_WORD_ID;
        } else if (nature.startsWith("ns")) {
            return CoreDictionary.NS_WORD_ID;
        } else if (nature == Nature.nx) {
            return CoreDictionary.NX_WORD_ID == UNKNOWN ? LETTERS : CoreDictionary.NX_WORD_ID;
        } else if (nature.startsWith("nt") || nature == Nature.nit) {
            return CoreDictionary.NT_WORD_ID;
        } else if (nature.startsWith('m')) {
            return NUMBER;
        } else if (nature.startsWith('x')) {
            return LETTERS;
        }
        return nature == Nature.t ? CoreDictionary.T_WORD_ID : NO_KIND;
    }

    int id(int word) {
        return ids[word];
    }

    int frequency(int word) {
        return frequencies[word];
    }

    double unseen(int word) {
        return unseen[word];
    }

    /** How often the pair was seen; a word without a number gets on with every other. */
    static int pairs(int from, int to) {
        return from < 0 || to < 0 ? 1 : CoreBiGramTableDictionary.getBiFrequency(from, to);
    }

    /**
     * The negative logarithm of how probable a word is after another. Term by term as in HanLP, so that paths which
     * differ in the last bit only are told apart as HanLP does.
     */
    static double cost(int pairs, int fromFrequency, int toFrequency) {
        return -Math.log(Predefine.lambda * (Predefine.myu * pairs / (fromFrequency + 1) + 1 - Predefine.myu)
                + (1 - Predefine.lambda) * toFrequency / Predefine.TOTAL_FREQUENCY);
    }
}
