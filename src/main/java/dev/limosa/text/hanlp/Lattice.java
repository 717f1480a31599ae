package dev.limosa.text.hanlp;

import java.util.Arrays;

/**
 * All words that a text may consist of, and the cheapest way through them: HanLP's Viterbi segmentation, word for word
 * the same, in flat arrays that are used again. HanLP itself makes a linked list for every character and an object and
 * a string for every candidate, which is most of its time and of its memory. 40 bytes for each candidate, of which
 * Chinese text has about two a character.
 */
final class Lattice {

    private static final int NONE = -1;
    private static final int KEPT_CHARS = 1 << 14;

    private final Lexicon lexicon = Lexicon.CORE;

    /** By place: the first and the last candidate that begins there. */
    private int[] first = new int[0];

    private int[] last = new int[0];

    /** By candidate: the next one that begins at the same place, and what it is. */
    private int[] next = new int[0];

    private int[] length = new int[0];
    private int[] id = new int[0];
    private int[] frequency = new int[0];
    /** Its cost where the pair with the word before was never seen. */
    private double[] unseen = new double[0];
    /** The best word before it, and the cost from the beginning to its end. */
    private int[] from = new int[0];

    private double[] cost = new double[0];
    private int size;

    /** Adds to the words where they end, counted from the array's beginning. */
    void segment(char[] text, int begin, int end, Words words) {
        int chars = end - begin;
        if (chars == 0) {
            return;
        }
        reset(chars);
        addDictionaryWords(text, begin, end);
        addAtoms(text, begin, chars);
        follow(cheapest(chars), end, words);
    }

    private void reset(int chars) {
        if (first.length < chars + 1 || first.length > KEPT_CHARS && chars < KEPT_CHARS) {
            first = new int[Math.max(256, chars + 1 + chars / 4)];
            last = new int[first.length];
            allocate(2 * first.length);
        }
        Arrays.fill(first, 0, chars + 1, NONE);
        size = 0;
    }

    private void allocate(int candidates) {
        next = Arrays.copyOf(next, candidates);
        length = Arrays.copyOf(length, candidates);
        id = Arrays.copyOf(id, candidates);
        frequency = Arrays.copyOf(frequency, candidates);
        unseen = Arrays.copyOf(unseen, candidates);
        from = Arrays.copyOf(from, candidates);
        cost = Arrays.copyOf(cost, candidates);
    }

    private void addDictionaryWords(char[] text, int begin, int end) {
        int[] base = lexicon.base;
        int[] check = lexicon.check;
        int root = base[0];
        for (int start = begin; start < end; start++) {
            int state = root;
            for (int at = start; at < end; at++) {
                int step = state + text[at] + 1;
                if (check[step] != state) {
                    break;
                }
                state = base[step];
                if (check[state] == state && base[state] < 0) {
                    addWord(start - begin, at + 1 - start, -base[state] - 1);
                }
            }
        }
    }

    private void addWord(int place, int chars, int word) {
        append(place, chars, lexicon.id(word), lexicon.frequency(word), lexicon.unseen(word));
    }

    private void append(int place, int chars, int wordId, int wordFrequency, double wordUnseen) {
        if (size == next.length) {
            allocate(2 * size);
        }
        if (first[place] == NONE) {
            first[place] = size;
        } else {
            next[last[place]] = size;
        }
        last[place] = size;
        next[size] = NONE;
        length[size] = chars;
        id[size] = wordId;
        frequency[size] = wordFrequency;
        unseen[size] = wordUnseen;
        from[size] = NONE;
        size++;
    }

    /** Fills places that no word begins at, so that every text has a way through. */
    private void addAtoms(char[] text, int begin, int chars) {
        int place = 0;
        while (place < chars) {
            if (first[place] == NONE) {
                int end = nextWord(text, begin, place + 1, chars);
                addAtomsBetween(text, begin, place, end);
                place = end;
            } else {
                place += length[last[place]];
            }
        }
    }

    /** A Chinese numeral behind an unknown character is drawn into the atoms, whatever words begin with it. */
    private int nextWord(char[] text, int begin, int place, int chars) {
        int at = place;
        while (at < chars && (first[at] == NONE || Atoms.isChineseNumeral(text[begin + at]))) {
            at++;
        }
        return at;
    }

    private void addAtomsBetween(char[] text, int begin, int start, int end) {
        int at = start;
        while (at < end) {
            int atomEnd = Atoms.end(text, begin + at, begin + end) - begin;
            addAtom(at, atomEnd - at, Atoms.id(text[begin + at]));
            at = atomEnd;
        }
    }

    private void addAtom(int place, int chars, int atomId) {
        for (int word = first[place]; word != NONE; word = next[word]) {
            if (length[word] == chars) {
                return;
            }
        }
        append(place, chars, atomId, Lexicon.ATOM_FREQUENCY, Lexicon.cost(0, 0, Lexicon.ATOM_FREQUENCY));
    }

    /** @return the last word of the cheapest way */
    private int cheapest(int chars) {
        for (int word = first[0]; word != NONE; word = next[word]) {
            int pairs = Lexicon.pairs(Lexicon.BEGIN, id[word]);
            cost[word] = pairs == 0 ? unseen[word] : Lexicon.cost(pairs, Lexicon.EDGE_FREQUENCY, frequency[word]);
            from[word] = word;
        }
        append(chars, 1, Lexicon.END, Lexicon.EDGE_FREQUENCY, Lexicon.cost(0, 0, Lexicon.EDGE_FREQUENCY));
        for (int place = 0; place < chars; place++) {
            for (int word = first[place]; word != NONE; word = next[word]) {
                if (from[word] != NONE) {
                    extend(word, first[place + length[word]]);
                }
            }
        }
        return from[size - 1];
    }

    private void extend(int word, int followers) {
        for (int to = followers; to != NONE; to = next[to]) {
            int pairs = Lexicon.pairs(id[word], id[to]);
            double step = pairs == 0 ? unseen[to] : Lexicon.cost(pairs, frequency[word], frequency[to]);
            double total = cost[word] + step;
            if (from[to] == NONE || cost[to] > total) {
                from[to] = word;
                cost[to] = total;
            }
        }
    }

    /** From the last word to the first, which follows itself. */
    private void follow(int lastWord, int end, Words words) {
        int before = words.size();
        int at = end;
        int word = lastWord;
        while (true) {
            words.add(at);
            at -= length[word];
            if (from[word] == word) {
                break;
            }
            word = from[word];
        }
        words.reverse(before);
    }
}
