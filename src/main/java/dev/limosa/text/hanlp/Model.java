package dev.limosa.text.hanlp;

import com.hankcs.hanlp.dictionary.CustomDictionary;
import com.hankcs.hanlp.seg.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mode and a dictionary, from which each thread gets its segmenter. Immutable. */
public final class Model {

    private final Mode mode;
    private final @Nullable UserDictionary dictionary;
    private final @Nullable Segment shared;

    public Model(Mode mode, @Nullable UserDictionary dictionary) {
        HanLp.load();
        this.mode = mode;
        this.dictionary = dictionary;
        this.shared = mode == Mode.STANDARD ? NameSegmenter.newSegment(dictionary) : null;
    }

    public Segmenter newSegmenter() {
        return shared != null ? new NameSegmenter(shared) : new PathSegmenter(joinings());
    }

    private List<Joining> joinings() {
        List<Joining> joinings = new ArrayList<>();
        if (mode == Mode.VITERBI) {
            joinings.add(new Joining(CustomDictionary.DEFAULT.dat));
        }
        if (dictionary != null) {
            joinings.add(new Joining(dictionary.words()));
        }
        return joinings;
    }
}
