package dev.limosa.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import com.hankcs.hanlp.seg.common.Vertex;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Mode#STANDARD}: HanLP's own segmentation, names and all. */
final class NameSegmenter implements Segmenter {

    /** HanLP takes a kilobyte and more for each character. */
    private static final int LONGEST = 10_000;

    private final Segment segment;

    /** @param segment may be shared: HanLP keeps nothing in it while it works */
    NameSegmenter(Segment segment) {
        this.segment = segment;
    }

    static Segment newSegment(@Nullable UserDictionary dictionary) {
        return dictionary == null ? new ViterbiSegment() : new WithDictionary(dictionary.words());
    }

    @Override
    public void segment(char[] text, int from, int to, Words words) {
        int at = from;
        for (Term term : segment.seg(Arrays.copyOfRange(text, from, to))) {
            at += term.length();
            words.add(at);
        }
    }

    @Override
    public int longestPiece() {
        return LONGEST;
    }

    /** The user's words after HanLP's own. */
    private static final class WithDictionary extends ViterbiSegment {
        private final DoubleArrayTrie<CoreDictionary.Attribute> words;

        WithDictionary(DoubleArrayTrie<CoreDictionary.Attribute> words) {
            this.words = words;
        }

        @Override
        protected List<Vertex> combineByCustomDictionary(
                List<Vertex> path, DoubleArrayTrie<CoreDictionary.Attribute> own) {
            return super.combineByCustomDictionary(super.combineByCustomDictionary(path, own), words);
        }
    }
}
