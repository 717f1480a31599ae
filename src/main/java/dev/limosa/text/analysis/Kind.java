package dev.limosa.text.analysis;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.analysis.AbstractAnalysisFactory;
import org.apache.lucene.analysis.CharFilterFactory;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenizerFactory;

/** What a component of a chain can be; its names are those of Lucene's service loader, as they are written there. */
public enum Kind {
    CHAR_FILTER("char filter", "char-filter"),
    TOKENIZER("tokenizer", "tokenizer"),
    TOKEN_FILTER("token filter", "filter");

    private final String label;
    private final String key;

    Kind(String label, String key) {
        this.label = label;
        this.key = key;
    }

    @Override
    public String toString() {
        return label;
    }

    /** The configuration's key for it. */
    public String key() {
        return key;
    }

    /** Sorted. */
    public Set<String> available() {
        return new TreeSet<>(
                switch (this) {
                    case CHAR_FILTER -> CharFilterFactory.availableCharFilters();
                    case TOKENIZER -> TokenizerFactory.availableTokenizers();
                    case TOKEN_FILTER -> TokenFilterFactory.availableTokenFilters();
                });
    }

    AbstractAnalysisFactory create(String name, Map<String, String> parameters) {
        return switch (this) {
            case CHAR_FILTER -> CharFilterFactory.forName(name, parameters);
            case TOKENIZER -> TokenizerFactory.forName(name, parameters);
            case TOKEN_FILTER -> TokenFilterFactory.forName(name, parameters);
        };
    }
}
