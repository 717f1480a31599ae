package dev.limosa.text.output;

import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.ChainChoice;
import dev.limosa.config.OutputConfig.Cleaned;
import dev.limosa.config.OutputConfig.Count;
import dev.limosa.config.OutputConfig.Keywords;
import dev.limosa.config.OutputConfig.Language;
import dev.limosa.config.OutputConfig.Method;
import dev.limosa.config.OutputConfig.Simhash;
import dev.limosa.config.OutputConfig.Unit;
import dev.limosa.config.Suggestion;
import dev.limosa.config.TextStep;
import dev.limosa.text.cleaning.Cleaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts one output into the graph. */
final class EmitCompiler {

    /** Between several inputs of whatever is no {@code cleaned}. */
    private static final String LINE = "\n";

    private static final int FAILED = -1;

    private final TextEngine engine;
    private final GraphBuilder graph;
    private final OutputCompiler names;
    private final Map<String, DocumentFrequencies> frequencies = new TreeMap<>();

    EmitCompiler(TextEngine engine, GraphBuilder graph, OutputCompiler names) {
        this.engine = engine;
        this.graph = graph;
        this.names = names;
    }

    /** Null if something is wrong, which was told. */
    @Nullable
    Made compile(OutputConfig output) {
        OutputConfig.Emit emit = output.emit();
        if (emit instanceof Cleaned cleaned) {
            return cleaned(output, cleaned);
        } else if (emit instanceof Language language) {
            return language(output, language);
        } else if (emit instanceof OutputConfig.Tokens tokens) {
            return tokens(output, tokens);
        } else if (emit instanceof Keywords keywords) {
            return keywords(output, keywords);
        } else if (emit instanceof Simhash simhash) {
            return simhash(output, simhash);
        } else if (emit instanceof Count count) {
            return count(output, count);
        }
        throw new IllegalStateException("BUG: unknown kind of output " + emit.getClass());
    }

    private @Nullable Made cleaned(OutputConfig output, Cleaned cleaned) {
        int node = text(output, cleaned.separator());
        if (node == FAILED) {
            return null;
        }
        for (TextStep step : cleaned.steps()) {
            String name = step.function().name().toLowerCase(Locale.ROOT).replace('_', '-');
            String detail = step.parameters().isEmpty() ? "" : step.parameters().toString();
            step.parameters().values().stream()
                    .filter(value -> engine.resources().has(value))
                    .forEach(graph::uses);
            UnaryOperator<String> function = Cleaning.of(List.of(step), engine.resources(), names.problems());
            node = graph.add(output, name, detail, Steps.clean(function), node);
        }
        return Made.text(node);
    }

    private @Nullable Made language(OutputConfig output, Language language) {
        boolean known = true;
        for (String code : language.allowed()) {
            if (!Writing.allLanguages().contains(code)) {
                names.problem(
                        output,
                        "expected ISO 639 codes under 'allowed', found '" + code + "'; "
                                + Suggestion.among(code, Writing.allLanguages()));
                known = false;
            }
        }
        int text = text(output, LINE);
        if (text == FAILED || !known) {
            return null;
        }
        Step step = new Languages(language.allowed(), language.otherwise()).step();
        String detail = "allowed " + language.allowed() + ", otherwise " + language.otherwise();
        return Made.text(graph.add(output, "language", detail, step, text));
    }

    private @Nullable Made tokens(OutputConfig output, OutputConfig.Tokens tokens) {
        int node = analyzed(output, tokens.chain());
        if (node == FAILED) {
            return null;
        }
        return switch (tokens.format()) {
            case JOINED -> Made.of(Made.Kind.TOKENS, node, "text", joined(output, tokens.separator(), node));
            case JSON -> Made.of(
                    Made.Kind.TOKENS, node, "jsonb", graph.add(output, "format", "json", Steps.json(), node));
            case ARRAY -> Made.of(Made.Kind.TOKENS, node, "text[]", array(output, node));
        };
    }

    private int joined(OutputConfig output, String separator, int node) {
        return graph.add(output, "format", "joined by '" + separator + "'", Steps.joinTokens(separator), node);
    }

    private int array(OutputConfig output, int node) {
        return graph.add(output, "format", "array", Steps.array(), node);
    }

    private @Nullable Made keywords(OutputConfig output, Keywords keywords) {
        int tokens = tokens(output, keywords.chain());
        Step step = keywords.method() == Method.TEXTRANK
                ? TextRank.step(keywords.top())
                : tfIdf(output, keywords.idf(), keywords.top());
        if (tokens == FAILED || step == null) {
            return null;
        }
        String by = keywords.method() == Method.TEXTRANK ? "textrank" : "tf-idf by " + keywords.idf();
        int node = graph.add(output, "keywords", by + ", top " + keywords.top(), step, tokens);
        return Made.of(Made.Kind.TOKENS, node, "text[]", array(output, node));
    }

    private @Nullable Step tfIdf(OutputConfig output, @Nullable String idf, int top) {
        if (idf == null || !engine.resources().has(idf)) {
            names.problem(
                    output,
                    "expected a resource of 'text.resources' under 'idf', found "
                            + (idf == null
                                    ? "none"
                                    : "no '" + idf + "'; "
                                            + Suggestion.among(
                                                    idf, engine.resources().names())));
            return null;
        }
        DocumentFrequencies table = frequencies.get(idf);
        if (table == null) {
            table = DocumentFrequencies.read(idf, engine.resources().bytes(idf), output.place(), names.problems());
        }
        if (table == null) {
            return null;
        }
        frequencies.put(idf, table);
        graph.uses(idf);
        return TfIdf.step(table, top);
    }

    private @Nullable Made simhash(OutputConfig output, Simhash simhash) {
        int tokens = tokens(output, simhash.chain());
        if (tokens == FAILED) {
            return null;
        }
        int node = graph.add(output, "simhash", "", Steps.simhash(), tokens);
        List<Made.Target> columns = new ArrayList<>();
        columns.add(new Made.Target("", "bigint", node));
        for (int band = 1; band <= simhash.bands(); band++) {
            String detail = band + " of " + simhash.bands();
            int at = graph.add(output, "band", detail, Steps.band(band, simhash.bands()), node);
            columns.add(new Made.Target("_" + band, "smallint", at));
        }
        return new Made(Made.Kind.NUMBER, node, columns);
    }

    private @Nullable Made count(OutputConfig output, Count count) {
        int from = count.what() == Unit.CHARACTERS ? text(output, LINE) : tokens(output, count.chain());
        if (from == FAILED) {
            return null;
        }
        Step step =
                switch (count.what()) {
                    case CHARACTERS -> Steps.countCharacters();
                    case TOKENS -> Steps.countTokens();
                    case DISTINCT_TOKENS -> Steps.countDistinctTokens();
                };
        String what = count.what().name().toLowerCase(Locale.ROOT).replace('_', '-');
        int node = graph.add(output, "count", what, step, from);
        return Made.of(Made.Kind.NUMBER, node, "integer", node);
    }

    /** The inputs as one text. */
    private int text(OutputConfig output, String separator) {
        List<Integer> inputs = inputs(output, Made.Kind.TEXT, "text, a column or an output 'cleaned' or 'language'");
        if (inputs.size() < 2) {
            return inputs.isEmpty() ? FAILED : inputs.get(0);
        }
        String detail = "by '" + separator.replace("\n", "\\n") + "'";
        return graph.add(output, "join", detail, Steps.join(separator), array(inputs));
    }

    /** The inputs' tokens: those of a chain, if one is named, otherwise of outputs that are tokens already. */
    private int tokens(OutputConfig output, @Nullable ChainChoice chain) {
        if (chain != null) {
            return analyzed(output, chain);
        }
        List<Integer> inputs = inputs(output, Made.Kind.TOKENS, "tokens, or a 'chain' that makes them of a text");
        if (inputs.size() < 2) {
            return inputs.isEmpty() ? FAILED : inputs.get(0);
        }
        return graph.add(output, "concatenate", "", Steps.concatenate(), array(inputs));
    }

    private int analyzed(OutputConfig output, ChainChoice choice) {
        int text = text(output, LINE);
        int language = choice.by() == null ? FAILED : language(output, choice.by());
        ChainSwitch chains = chains(output, choice);
        if (text == FAILED || chains == null || choice.by() != null && language == FAILED) {
            return FAILED;
        }
        Step step = Steps.analyze(chains);
        return choice.by() == null
                ? graph.add(output, "analyze", detail(choice), step, text)
                : graph.add(output, "analyze", detail(choice), step, text, language);
    }

    private static String detail(ChainChoice choice) {
        if (choice.by() == null) {
            return String.valueOf(choice.otherwise());
        }
        Map<String, String> all = new TreeMap<>(choice.byLanguage());
        all.put("otherwise", String.valueOf(choice.otherwise()));
        return "by " + choice.by() + " " + all;
    }

    private int language(OutputConfig output, String name) {
        Made made = names.reference(output, name);
        if (made != null && made.kind() != Made.Kind.TEXT) {
            names.problem(
                    output,
                    "expected a language under 'chain.by', found '" + name + "', which is " + made.kind().words);
            return FAILED;
        }
        return made == null ? FAILED : made.node();
    }

    private @Nullable ChainSwitch chains(OutputConfig output, ChainChoice choice) {
        Map<String, Integer> byLanguage = new TreeMap<>();
        choice.byLanguage().forEach((language, chain) -> byLanguage.put(language, chain(output, chain)));
        int otherwise = choice.otherwise() == null ? ChainSwitch.NONE : chain(output, choice.otherwise());
        boolean failed = byLanguage.containsValue(FAILED) || choice.otherwise() != null && otherwise == FAILED;
        return failed ? null : new ChainSwitch(byLanguage, otherwise);
    }

    private int chain(OutputConfig output, String name) {
        if (!engine.chains().has(name)) {
            names.problem(
                    output,
                    "expected a chain, found no '" + name + "'; "
                            + Suggestion.among(name, engine.chains().names()));
            return FAILED;
        }
        return graph.chain(engine.chains().chain(name));
    }

    /** The nodes of all inputs; none if one of them is wrong. */
    private List<Integer> inputs(OutputConfig output, Made.Kind wanted, String words) {
        List<Integer> nodes = new ArrayList<>();
        for (String name : output.from()) {
            Made made = names.reference(output, name);
            if (made != null && made.kind() != wanted) {
                names.problem(
                        output,
                        "expected " + words + " as its input, found '" + name + "', which is " + made.kind().words);
            } else if (made != null) {
                nodes.add(made.node());
            }
        }
        return nodes.size() == output.from().size() ? nodes : List.of();
    }

    private static int[] array(List<Integer> nodes) {
        return nodes.stream().mapToInt(Integer::intValue).toArray();
    }
}
