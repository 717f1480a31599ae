package dev.limosa.text.hanlp;

import java.util.List;

/** {@link Mode#BASIC} and {@link Mode#VITERBI}: the cheapest path, and what the dictionaries join. */
final class PathSegmenter implements Segmenter {

    /** 80 MB of candidates. */
    private static final int LONGEST = 1 << 20;

    private final Lattice lattice = new Lattice();
    private final List<Joining> joinings;

    PathSegmenter(List<Joining> joinings) {
        this.joinings = joinings;
    }

    @Override
    public void segment(char[] text, int from, int to, Words words) {
        int firstWord = words.size();
        lattice.segment(text, from, to, words);
        for (Joining joining : joinings) {
            joining.join(text, from, words, firstWord);
        }
    }

    @Override
    public int longestPiece() {
        return LONGEST;
    }
}
