package dev.limosa.text.hanlp;

import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;

/** HanLP by its own interface, and ours beside it. */
public final class Bare {

    private Bare() {}

    public static Segment segment(Mode mode) {
        HanLp.load();
        return switch (mode) {
            case BASIC -> new ViterbiSegment()
                    .enableAllNamedEntityRecognize(false)
                    .enableCustomDictionary(false);
            case VITERBI -> new ViterbiSegment().enableAllNamedEntityRecognize(false);
            case STANDARD -> new ViterbiSegment();
        };
    }

    /** Without HanLP's own custom dictionary, which would be shared. */
    static Segment withWords(List<String> words) {
        HanLp.load();
        DynamicCustomDictionary dictionary = new DynamicCustomDictionary();
        words.forEach(word -> dictionary.insert(word, "nz 1000"));
        Segment segment = new ViterbiSegment().enableAllNamedEntityRecognize(false);
        segment.customDictionary = dictionary;
        return segment;
    }

    public static List<String> words(Segment segment, String text) {
        return segment.seg(text).stream().map((Term term) -> term.word).toList();
    }

    public static List<String> words(Segmenter segmenter, String text) {
        Words words = new Words();
        segmenter.segment(text.toCharArray(), 0, text.length(), words);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            found.add(text.substring(i == 0 ? 0 : words.end(i - 1), words.end(i)));
        }
        return found;
    }
}
