package dev.limosa.jdbc;

import dev.limosa.change.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type or collation that PostgreSQL does not have of itself, and how to make it where it is missing.
 *
 * @param name its schema and name
 * @param kind {@code type} or {@code collation}
 * @param create DDL, or null if only the user can make it
 * @param more DDL for what it can do without: a domain's constraints and default
 * @param labels an enum's, in its own order; empty for all others
 * @param advice what the user is to do if it is missing and {@code create} is null
 */
public record UserType(
        TableId name, String kind, @Nullable String create, List<String> more, List<String> labels, String advice) {

    public UserType {
        more = List.copyOf(more);
        labels = List.copyOf(labels);
    }

    /** A query whose one value tells whether a database has it. */
    public String exists() {
        String function = kind.equals("collation") ? "to_regcollation" : "to_regtype";
        return "SELECT " + function + "(" + Sql.literal(Sql.quote(name)) + ") IS NOT NULL";
    }
}
