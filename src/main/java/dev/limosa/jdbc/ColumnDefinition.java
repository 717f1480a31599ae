package dev.limosa.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as DDL tells it. Expressions name every object with its schema.
 *
 * @param type as declared: a domain stays one
 * @param collation null if it is the type's
 * @param defaultValue its expression, null if it has none
 * @param identity {@code ALWAYS} or {@code BY DEFAULT}, null if it is no identity column
 * @param sequence the options of its identity's sequence, as {@code CREATE SEQUENCE} takes them
 * @param generated the expression it is computed by, null if it is no generated column
 * @param stored whether what is computed is stored
 * @param uses the columns of the table that a generated column's expression reads
 */
public record ColumnDefinition(
        String name,
        String type,
        @Nullable String collation,
        boolean nullable,
        @Nullable String defaultValue,
        @Nullable String identity,
        @Nullable String sequence,
        @Nullable String generated,
        boolean stored,
        List<String> uses) {

    public ColumnDefinition {
        uses = List.copyOf(uses);
    }
}
