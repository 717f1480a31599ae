package dev.limosa.text.analysis;

import dev.limosa.config.Suggestion;
import dev.limosa.config.TextConfig;
import dev.limosa.text.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** All chains there are: the configuration's and those that are built in. For any number of threads. */
public final class Chains {

    /** Parameters that Lucene swallows without a word. */
    static final Set<String> RESERVED = Set.of("name", "class", "luceneMatchVersion");

    private final Map<String, TextConfig.Chain> definitions;
    private final Map<String, Chain> configured;
    /** Compiled when they are asked for: HanLP's dictionaries take 30 MB that a migration of English need not have. */
    private final Map<String, Chain> builtIn = new ConcurrentHashMap<>();

    private Chains(Map<String, TextConfig.Chain> definitions, Map<String, Chain> configured) {
        this.definitions = definitions;
        this.configured = configured;
    }

    /** @param problems takes, each with its place, what is wrong; the chains are only to be used if there is none */
    public static Chains compile(TextConfig config, Resources resources, List<String> problems) {
        Map<String, Chain> chains = new TreeMap<>();
        for (TextConfig.Chain chain : config.chains().values()) {
            if (builtIn(chain.name()) != null) {
                problems.add(chain.place() + ": chain '" + chain.name() + "' is built in; take another name");
            }
            new ChainCompiler(chain, resources, problems)
                    .compile()
                    .ifPresent(compiled -> chains.put(chain.name(), compiled));
        }
        return new Chains(config.chains(), Collections.unmodifiableMap(chains));
    }

    public boolean has(String name) {
        return names().contains(name);
    }

    /** All names, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(configured.keySet());
        BuiltInChains.ALL.forEach(chain -> names.add(chain.name()));
        return Collections.unmodifiableSet(names);
    }

    /** @throws IllegalArgumentException if there is no such chain; the message says which there are */
    public Chain chain(String name) {
        Chain chain = configured.get(name);
        if (chain != null) {
            return chain;
        }
        TextConfig.Chain definition = builtIn(name);
        if (definition == null) {
            throw unknown(name);
        }
        return builtIn.computeIfAbsent(name, key -> compileBuiltIn(definition));
    }

    /**
     * How a chain is written, one that is built in as well.
     *
     * @throws IllegalArgumentException if there is no such chain; the message says which there are
     */
    public TextConfig.Chain definition(String name) {
        TextConfig.Chain definition = definitions.getOrDefault(name, builtIn(name));
        if (definition == null) {
            throw unknown(name);
        }
        return definition;
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("unknown chain '" + name + "'; " + Suggestion.among(name, names()));
    }

    private static TextConfig.@org.jspecify.annotations.Nullable Chain builtIn(String name) {
        return BuiltInChains.ALL.stream()
                .filter(chain -> chain.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Chain compileBuiltIn(TextConfig.Chain definition) {
        List<String> problems = new ArrayList<>();
        Resources resources = Resources.read(TextConfig.NONE, problems);
        return new ChainCompiler(definition, resources, problems)
                .compile()
                .orElseThrow(() -> new IllegalStateException("BUG: " + problems));
    }
}
