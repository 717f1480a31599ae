package dev.limosa.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something the text engine makes of a row.
 *
 * @param name of the target's column, and for the outputs that take it as their input
 * @param from columns as they are after the table's transforms (also those that were dropped), or other outputs
 * @param column false if it is only made for other outputs
 * @param place where it stands, as {@code file:line:column}, for messages; no part of what it does
 */
public record OutputConfig(String name, List<String> from, Emit emit, boolean column, @JsonIgnore String place) {

    public OutputConfig {
        from = List.copyOf(from);
    }

    /** Wherever they stand. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutputConfig that
                && name.equals(that.name)
                && from.equals(that.from)
                && emit.equals(that.emit)
                && column == that.column;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, from, emit, column);
    }

    /** What is made. */
    public sealed interface Emit {}

    /** The inputs, one after the other with {@code separator} between, after the steps. */
    public record Cleaned(List<TextStep> steps, String separator) implements Emit {
        public Cleaned {
            steps = List.copyOf(steps);
        }
    }

    /** @param separator of {@link Format#JOINED} */
    public record Tokens(ChainChoice chain, Format format, String separator) implements Emit {}

    public enum Format {
        JOINED,
        JSON,
        ARRAY
    }

    /**
     * @param chain null if the input is an output of tokens already
     * @param idf the resource with the document frequencies, of {@link Method#TF_IDF}
     */
    public record Keywords(@Nullable ChainChoice chain, Method method, int top, @Nullable String idf) implements Emit {}

    public enum Method {
        TF_IDF,
        TEXTRANK
    }

    /**
     * ISO 639 codes.
     *
     * @param allowed those that a text may be in; none: all that are known
     * @param otherwise of a text in none of them
     */
    public record Language(List<String> allowed, String otherwise) implements Emit {
        public Language {
            allowed = List.copyOf(allowed);
        }
    }

    /** @param bands into how many columns of their own, with an index each, the 64 bits are cut; 0 = none */
    public record Simhash(@Nullable ChainChoice chain, int bands) implements Emit {}

    public record Count(@Nullable ChainChoice chain, Unit what) implements Emit {}

    public enum Unit {
        CHARACTERS,
        TOKENS,
        DISTINCT_TOKENS
    }

    /**
     * The chain a row goes through.
     *
     * @param by the column or output that holds the row's language; null if there is only one chain
     * @param byLanguage language → chain
     * @param otherwise the chain of all other languages; null: of such a row there are no tokens, which is null
     */
    public record ChainChoice(@Nullable String by, Map<String, String> byLanguage, @Nullable String otherwise) {
        public ChainChoice {
            byLanguage = Collections.unmodifiableMap(new TreeMap<>(byLanguage));
        }
    }
}
