package dev.limosa.text.output;

import dev.limosa.text.TimeLimit;
import dev.limosa.text.Tokens;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of one row, by node: each is a text, tokens, or a number with its text; or absent, as null is in SQL. */
final class Values {

    private final @Nullable String[] texts;
    private final @Nullable Tokens[] tokens;
    private final boolean[] hasTokens;
    private final long[] numbers;
    private final TimeLimit limit;

    Values(int nodes, TimeLimit limit) {
        this.texts = new @Nullable String[nodes];
        this.tokens = new @Nullable Tokens[nodes];
        this.hasTokens = new boolean[nodes];
        this.numbers = new long[nodes];
        this.limit = limit;
    }

    void clear() {
        Arrays.fill(texts, null);
        Arrays.fill(hasTokens, false);
    }

    @Nullable
    String text(int node) {
        return texts[node];
    }

    void text(int node, @Nullable String text) {
        texts[node] = text;
    }

    @Nullable
    Tokens tokens(int node) {
        return hasTokens[node] ? tokens[node] : null;
    }

    /** The node's own tokens, emptied, to be filled. */
    Tokens newTokens(int node) {
        Tokens own = tokens[node];
        if (own == null) {
            own = new Tokens(limit);
            tokens[node] = own;
        }
        own.clear();
        hasTokens[node] = true;
        return own;
    }

    boolean hasNumber(int node) {
        return texts[node] != null;
    }

    long number(int node) {
        return numbers[node];
    }

    void number(int node, long number) {
        numbers[node] = number;
        texts[node] = Long.toString(number);
    }
}
