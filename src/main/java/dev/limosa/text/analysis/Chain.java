package dev.limosa.text.analysis;

import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.CharFilterFactory;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenizerFactory;

/** One chain, ready to run. Immutable; for any number of threads. */
public final class Chain {

    private final String name;
    private final Parts parts;
    private final String canonicalForm;
    private final Set<String> resources;

    /** @param textFilters the first char filters, as far as they take whole texts */
    record Parts(
            List<TextFilter> textFilters,
            List<CharFilterFactory> charFilters,
            TokenizerFactory tokenizer,
            List<TokenFilterFactory> filters) {
        Parts {
            textFilters = List.copyOf(textFilters);
            charFilters = List.copyOf(charFilters);
            filters = List.copyOf(filters);
        }
    }

    Chain(String name, Parts parts, String canonicalForm, Set<String> resources) {
        this.name = name;
        this.parts = parts;
        this.canonicalForm = canonicalForm;
        this.resources = Set.copyOf(resources);
    }

    public String name() {
        return name;
    }

    /**
     * What it does, down to every parameter, as one line: two chains with the same form, the same resources and the
     * same libraries make the same of every text.
     */
    public String canonicalForm() {
        return canonicalForm;
    }

    /** The names of the resources that it reads. */
    public Set<String> resources() {
        return resources;
    }

    /** For one thread, which keeps it: it is made once, and used for every text. */
    public ChainRun newRun() {
        return new ChainRun(name, parts);
    }
}
