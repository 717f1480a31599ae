package dev.limosa.config;

import java.util.List;

/**
 * Keeps a row if the source column's text is (or, with {@code negated}, is not) one of the values. A null is none of
 * them.
 */
public record RowFilter(String column, List<String> values, boolean negated) {
    public RowFilter {
        values = List.copyOf(values);
    }
}
