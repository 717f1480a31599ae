package dev.limosa.verify;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One row that is not as it should be. Holds no value but those of the key.
 *
 * @param key such as {@code order_id=7, line_no=2}, with the target's names
 * @param columns the target's columns that differ; empty if the whole row is missing or too many
 */
public record RowDifference(Kind kind, String key, List<String> columns) {

    public enum Kind {
        /** The source has it, the target has not. */
        MISSING,
        /** The target has it, the source has not. */
        EXTRA,
        /** Both have it, and not the same. */
        UNEQUAL
    }

    static RowDifference of(Kind kind, List<String> keyNames, List<String> key, List<String> columns) {
        String described = IntStream.range(0, key.size())
                .mapToObj(i -> keyNames.get(i) + "=" + key.get(i))
                .collect(Collectors.joining(", "));
        return new RowDifference(kind, described, columns);
    }

    public RowDifference {
        columns = List.copyOf(columns);
    }
}
