package dev.limosa.bench;

import dev.limosa.config.ConfigFile;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.TextConfig;
import dev.limosa.text.Resources;
import dev.limosa.text.Tokens;
import dev.limosa.text.analysis.Chain;
import dev.limosa.text.analysis.ChainRun;
import dev.limosa.text.analysis.Chains;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The chains that are measured, each beside the same work done by its library's own API. */
enum TextChain {
    ZH("{type: hanlp, mode: viterbi}", "[{type: stop, words: limosa-stop-zh}]", "limosa-stop-zh", BareChain::hanlp),
    EN(
            "standard",
            "[lowercase, {type: stop, words: limosa-stop-en}, porterStem]",
            "limosa-stop-en",
            BareChain::english),
    ICU("icu", "[lowercase, {type: stop, words: limosa-stop-zh}]", "limosa-stop-zh", BareChain::icu),
    SMARTCN("hmmChinese", "[lowercase, {type: stop, words: limosa-stop-zh}]", "limosa-stop-zh", BareChain::smartcn);

    private static final String NAME = "bench";

    private final String tokenizer;
    private final String filters;
    private final String stopWords;
    private final Function<List<String>, UnaryOperator<String>> bare;

    TextChain(String tokenizer, String filters, String stopWords, Function<List<String>, UnaryOperator<String>> bare) {
        this.tokenizer = tokenizer;
        this.filters = filters;
        this.stopWords = stopWords;
        this.bare = bare;
    }

    /** The library alone, for one thread. */
    UnaryOperator<String> bare() {
        return bare.apply(Resources.read(TextConfig.NONE, new ArrayList<>()).lines(stopWords));
    }

    /** The product's chain, compiled once for any number of threads. */
    Chain compiled() {
        List<String> problems = new ArrayList<>();
        TextConfig config = parsed();
        Chains chains = Chains.compile(config, Resources.read(config, problems), problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return chains.chain(NAME);
    }

    /** What a row's output column costs: the chain, and its tokens as one string. For one thread. */
    static UnaryOperator<String> run(Chain chain) {
        ChainRun run = chain.newRun();
        Tokens tokens = new Tokens();
        StringBuilder joined = new StringBuilder();
        return text -> {
            joined.setLength(0);
            run.analyze(text, tokens);
            tokens.appendJoined(joined, " ");
            return joined.toString();
        };
    }

    /** The lines of the table that make a column of tokens from the body. */
    String outputs() {
        return """
                    outputs:
                      tokens: {emit: tokens, from: body, chain: %s}
                """
                .formatted(NAME);
    }

    String configuration() {
        return """
                text:
                  chains:
                    %s: {tokenizer: %s, filter: %s}
                """
                .formatted(NAME, tokenizer, filters);
    }

    private TextConfig parsed() {
        try {
            Path file = Files.createTempFile("bench", ".yaml");
            Files.writeString(
                    file,
                    """
                    migration: bench
                    source: {url: "jdbc:postgresql://127.0.0.1:1/x", user: x}
                    target: {url: "jdbc:postgresql://127.0.0.1:1/y", user: x}
                    kafka: {bootstrap-servers: "127.0.0.1:1"}
                    tables: [{table: public.documents}]
                    """
                            + configuration());
            TextConfig config = ConfigFile.read(file).text();
            Files.delete(file);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a configuration", e);
        }
    }
}
