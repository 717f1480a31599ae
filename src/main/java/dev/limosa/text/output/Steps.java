package dev.limosa.text.output;

import dev.limosa.text.Tokens;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The steps that need no class of their own. */
final class Steps {

    private Steps() {}

    /** All texts that are there, with the separator between; absent if none is. */
    static Step join(String separator) {
        return context -> {
            StringBuilder out = new StringBuilder();
            return (values, self, inputs) -> values.text(self, joined(values, inputs, separator, out));
        };
    }

    private static @Nullable String joined(Values values, int[] inputs, String separator, StringBuilder out) {
        out.setLength(0);
        String only = null;
        int found = 0;
        for (int input : inputs) {
            String text = values.text(input);
            if (text != null) {
                out.append(found++ == 0 ? "" : separator).append(text);
                only = text;
            }
        }
        return found <= 1 ? only : out.toString();
    }

    static Step clean(UnaryOperator<String> function) {
        return Step.of((values, self, inputs) -> {
            String text = values.text(inputs[0]);
            values.text(self, text == null ? null : function.apply(text));
        });
    }

    /** Its inputs are the text and, if the chain depends on it, the language. */
    static Step analyze(ChainSwitch chains) {
        return context -> (values, self, inputs) -> {
            String text = values.text(inputs[0]);
            int chain = chains.chain(inputs.length > 1 ? values.text(inputs[1]) : null);
            if (text != null && chain != ChainSwitch.NONE) {
                context.chains().analyze(chain, text, values.newTokens(self));
            }
        };
    }

    /** The tokens of all inputs that have some; absent if none is there. */
    static Step concatenate() {
        return Step.of((values, self, inputs) -> {
            Tokens all = null;
            for (int input : inputs) {
                Tokens some = values.tokens(input);
                if (some != null) {
                    all = all == null ? values.newTokens(self) : all;
                    all.addAll(some);
                }
            }
        });
    }

    static Step joinTokens(String separator) {
        return format((tokens, out) -> {
            out.setLength(0);
            tokens.appendJoined(out, separator);
            return out.toString();
        });
    }

    static Step array() {
        return format(PostgresText::array);
    }

    static Step json() {
        return format(PostgresText::json);
    }

    private interface Format {
        String of(Tokens tokens, StringBuilder out);
    }

    private static Step format(Format format) {
        return context -> {
            StringBuilder out = new StringBuilder();
            return (values, self, inputs) -> {
                Tokens tokens = values.tokens(inputs[0]);
                values.text(self, tokens == null ? null : format.of(tokens, out));
            };
        };
    }

    /** Of no tokens there is no hash: all empty texts would else be near-duplicates of one another. */
    static Step simhash() {
        return context -> {
            Simhash simhash = new Simhash();
            return (values, self, inputs) -> {
                Tokens tokens = values.tokens(inputs[0]);
                if (tokens != null && tokens.size() > 0) {
                    values.number(self, simhash.of(tokens));
                }
            };
        };
    }

    static Step band(int band, int bands) {
        return Step.of((values, self, inputs) -> {
            if (values.hasNumber(inputs[0])) {
                values.number(self, Simhash.band(values.number(inputs[0]), band, bands));
            }
        });
    }

    /** Code points, as {@code char_length} counts them. */
    static Step countCharacters() {
        return Step.of((values, self, inputs) -> {
            String text = values.text(inputs[0]);
            if (text != null) {
                values.number(self, text.codePointCount(0, text.length()));
            }
        });
    }

    static Step countTokens() {
        return count(context -> Tokens::size);
    }

    static Step countDistinctTokens() {
        return count(context -> {
            TermTable terms = new TermTable();
            return tokens -> {
                terms.clear();
                for (int i = 0; i < tokens.size(); i++) {
                    terms.add(tokens.chars(), tokens.start(i), tokens.end(i));
                }
                return terms.size();
            };
        });
    }

    private interface Counter {
        ToIntFunction<Tokens> of(RunContext context);
    }

    private static Step count(Counter counter) {
        return context -> {
            ToIntFunction<Tokens> count = counter.of(context);
            return (values, self, inputs) -> {
                Tokens tokens = values.tokens(inputs[0]);
                if (tokens != null) {
                    values.number(self, count.applyAsInt(tokens));
                }
            };
        };
    }
}
