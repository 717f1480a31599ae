package dev.limosa.text.cleaning;

import dev.limosa.config.TextStep;
import dev.limosa.text.Resources;
import dev.limosa.text.hanlp.WordSearch;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Covers every word of a list, wherever it stands: also within other words, and all of two words that overlap. Each
 * character of the text is looked at once, however long the list is.
 */
final class MaskWords implements UnaryOperator<String> {

    private final WordSearch words;
    private final Likeness likeness;
    private final Mask mask;

    private MaskWords(WordSearch words, Likeness likeness, Mask mask) {
        this.words = words;
        this.likeness = likeness;
        this.mask = mask;
    }

    static MaskWords of(TextStep step, Resources resources) {
        List<String> ignored = step.texts("ignore");
        Likeness likeness = Likeness.of(ignored.contains("case"), ignored.contains("width"));
        List<String> words = resources.lines(step.text("words")).stream()
                .map(word -> new String(likeness.of(word)))
                .toList();
        return new MaskWords(new WordSearch(words), likeness, new Mask(step.text("with")));
    }

    @Override
    public String apply(String text) {
        Spans spans = new Spans();
        words.find(likeness.of(text), spans::add);
        return spans.masked(text, mask);
    }
}
