package dev.limosa.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.limosa.change.TableId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In how many of a table's rows each term occurs, kept in a table of its own beside the target table.
 *
 * @param from the target's column that holds a row's terms: {@code text[]}, JSON array, or text with a separator
 * @param language the target's column that says which language they are of; null: all are counted together, under ''
 * @param to the table the counts go to: {@code language}, {@code term}, {@code documents}
 * @param place where it stands, as {@code file:line:column}, for messages; no part of what it does
 */
public record TermStatistics(String from, @Nullable String language, TableId to, @JsonIgnore String place) {

    /** Wherever they stand. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TermStatistics that
                && from.equals(that.from)
                && Objects.equals(language, that.language)
                && to.equals(that.to);
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, language, to);
    }
}
