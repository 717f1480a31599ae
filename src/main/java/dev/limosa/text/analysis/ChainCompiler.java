package dev.limosa.text.analysis;

import dev.limosa.config.Component;
import dev.limosa.config.TextConfig;
import dev.limosa.text.Resources;
import dev.limosa.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.analysis.AbstractAnalysisFactory;
import org.apache.lucene.analysis.CharFilterFactory;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenizerFactory;

/** One chain, from what is written to what runs. */
final class ChainCompiler {

    /** Some components only find out when they are used that their parameters don't go together. */
    private static final String TRIAL = "Limosa 在南方过冬, 2026.";

    private final TextConfig.Chain chain;
    private final Resources resources;
    private final List<String> problems;
    private final Set<String> opened = new TreeSet<>();
    private final List<String> forms = new ArrayList<>();

    ChainCompiler(TextConfig.Chain chain, Resources resources, List<String> problems) {
        this.chain = chain;
        this.resources = resources;
        this.problems = problems;
    }

    /** @return empty if there is a problem, which is told */
    Optional<Chain> compile() {
        int before = problems.size();
        List<TextFilter> textFilters = new ArrayList<>();
        List<CharFilterFactory> charFilters = new ArrayList<>();
        for (Component component : chain.charFilters()) {
            factory(Kind.CHAR_FILTER, component).ifPresent(factory -> {
                TextFilter direct = charFilters.isEmpty() ? direct(component, factory) : null;
                if (direct == null) {
                    charFilters.add((CharFilterFactory) factory);
                } else {
                    textFilters.add(direct);
                }
            });
        }
        Optional<AbstractAnalysisFactory> tokenizer =
                Optional.ofNullable(chain.tokenizer()).flatMap(component -> factory(Kind.TOKENIZER, component));
        List<TokenFilterFactory> filters = new ArrayList<>();
        for (Component component : chain.filters()) {
            factory(Kind.TOKEN_FILTER, component).ifPresent(factory -> filters.add((TokenFilterFactory) factory));
        }
        if (problems.size() > before || tokenizer.isEmpty()) {
            return Optional.empty();
        }
        Chain.Parts parts = new Chain.Parts(textFilters, charFilters, (TokenizerFactory) tokenizer.get(), filters);
        return tried(new Chain(chain.name(), parts, String.join(" > ", forms), opened));
    }

    private static @org.jspecify.annotations.Nullable TextFilter direct(
            Component component, AbstractAnalysisFactory factory) {
        if (component.type().equals(IcuTextFilter.NAME)) {
            return IcuTextFilter.of(component);
        }
        return factory instanceof TextFilter filter ? filter : null;
    }

    private Optional<AbstractAnalysisFactory> factory(Kind kind, Component component) {
        DeclaredResources loader = new DeclaredResources(resources);
        try {
            AbstractAnalysisFactory factory = ComponentFactory.create(kind, component, loader);
            forms.add(ComponentFactory.canonicalForm(kind, component));
            return Optional.of(factory);
        } catch (IllegalArgumentException e) {
            // That a resource could not be read was told already, and what comes of it need not be.
            if (loader.opened().stream().allMatch(resources::isReadable)) {
                problems.add(component.place() + ": " + e.getMessage());
            } else if (problems.isEmpty()) {
                throw new IllegalStateException("BUG: nobody has told that a resource is unreadable", e);
            }
            return Optional.empty();
        } finally {
            opened.addAll(loader.opened());
        }
    }

    private Optional<Chain> tried(Chain compiled) {
        try {
            compiled.newRun().analyze(TRIAL, new Tokens());
            return Optional.of(compiled);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : Objects.requireNonNull(e.getCause());
            problems.add(chain.place() + ": cannot use chain '" + chain.name() + "': " + cause.getMessage());
            return Optional.empty();
        }
    }
}
