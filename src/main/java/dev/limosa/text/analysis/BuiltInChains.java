package dev.limosa.text.analysis;

import dev.limosa.config.Component;
import dev.limosa.config.TextConfig;
import java.util.List;
import java.util.Map;

/** The chains that need no configuration. */
final class BuiltInChains {

    private static final String PLACE = "built-in chain";

    /**
     * {@code zh}: Chinese words without stop words and punctuation, from text in any form of Unicode and of Chinese.
     *
     * <p>{@code zh-tokens}: all of the text, cut into Chinese words.
     *
     * <p>{@code en}: English words without stop words, each in the one form that stands for all of its forms. KStem
     * finds real words, where Porter's makes {@code univers} of both universe and university; people read keywords.
     * Case is folded by ICU: Lucene's {@code lowercase} asks the JVM.
     */
    static final List<TextConfig.Chain> ALL = List.of(
            chain(
                    "zh",
                    List.of(component("icuNormalizer2", Map.of("form", "nfkc")), simplified()),
                    component("hanlp", Map.of("mode", "viterbi", "punctuation", "drop")),
                    List.of(stop("limosa-stop-zh"))),
            chain("zh-tokens", List.of(), component("hanlp", Map.of("mode", "viterbi")), List.of()),
            chain(
                    "en",
                    List.of(),
                    component("standard", Map.of()),
                    List.of(
                            component("englishPossessive", Map.of()),
                            component("icuNormalizer2", Map.of("form", "nfkc_cf")),
                            stop("limosa-stop-en"),
                            component("kStem", Map.of()))));

    private BuiltInChains() {}

    private static TextConfig.Chain chain(
            String name, List<Component> charFilters, Component tokenizer, List<Component> filters) {
        return new TextConfig.Chain(name, charFilters, tokenizer, filters, PLACE);
    }

    private static Component simplified() {
        return component(ZhConvertCharFilterFactory.NAME, Map.of("to", "simplified"));
    }

    private static Component stop(String words) {
        return component("stop", Map.of("words", words));
    }

    private static Component component(String type, Map<String, String> parameters) {
        return new Component(type, parameters, PLACE);
    }
}
