package dev.limosa.text.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the plan's chains a text goes through.
 *
 * @param byLanguage language → chain
 * @param otherwise the chain of all other languages, {@link #NONE} if there is none
 */
record ChainSwitch(Map<String, Integer> byLanguage, int otherwise) {

    static final int NONE = -1;

    ChainSwitch {
        byLanguage = Map.copyOf(byLanguage);
    }

    /** Blanks around a language are those of a column of the type {@code character}. */
    int chain(@Nullable String language) {
        Integer chain = language == null ? null : byLanguage.get(language.strip());
        return chain == null ? otherwise : chain;
    }
}
