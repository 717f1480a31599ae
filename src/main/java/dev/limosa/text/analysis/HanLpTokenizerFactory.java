package dev.limosa.text.analysis;

import dev.limosa.text.hanlp.Mode;
import dev.limosa.text.hanlp.Model;
import dev.limosa.text.hanlp.UserDictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.TokenizerFactory;
import org.apache.lucene.util.AttributeFactory;
import org.apache.lucene.util.ResourceLoader;
import org.apache.lucene.util.ResourceLoaderAware;
import org.jspecify.annotations.Nullable;

/**
 * {@code hanlp}: Chinese words as HanLP finds them. {@code mode}: {@code basic}, {@code viterbi} (unless set) or
 * {@code standard}, see {@link Mode}. {@code userDictionary}: resources, with commas between, of words of one's own for
 * this tokenizer alone. {@code punctuation}: {@code keep} (unless set) or {@code drop} tokens without a letter, a digit
 * or an emoji. White space is never part of a token.
 */
public final class HanLpTokenizerFactory extends TokenizerFactory implements ResourceLoaderAware {

    /** For Lucene's service loader. */
    public static final String NAME = "hanlp";

    private final Mode mode;
    private final @Nullable String dictionaries;
    private final boolean keepsPunctuation;
    private @Nullable Model model;

    public HanLpTokenizerFactory(Map<String, String> args) {
        super(args);
        mode = Mode.valueOf(get(args, "mode", List.of("basic", "viterbi", "standard"), "viterbi")
                .toUpperCase(Locale.ROOT));
        dictionaries = get(args, "userDictionary");
        keepsPunctuation =
                get(args, "punctuation", List.of("keep", "drop"), "keep").equals("keep");
        if (!args.isEmpty()) {
            throw new IllegalArgumentException("Unknown parameters: " + args);
        }
    }

    /** For Lucene's service loader only. */
    public HanLpTokenizerFactory() {
        throw defaultCtorException();
    }

    @Override
    public void inform(ResourceLoader loader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : splitFileNames(dictionaries)) {
            lines.addAll(getLines(loader, name.strip()));
        }
        model = new Model(mode, dictionaries == null ? null : UserDictionary.parse(lines));
    }

    @Override
    public Tokenizer create(AttributeFactory factory) {
        if (model == null) {
            throw new IllegalStateException("BUG: 'hanlp' was not given its resources");
        }
        return new HanLpTokenizer(factory, model.newSegmenter(), keepsPunctuation);
    }
}
