package dev.limosa.jdbc;

import dev.limosa.change.TableId;
import java.util.List;
import java.util.stream.Collectors;

/** Names as PostgreSQL wants them in a statement. */
public final class Sql {

    private Sql() {}

    /** Always quoted: a name that is a keyword or has upper case stays what it is. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    public static String quote(TableId table) {
        return quote(table.schema()) + "." + quote(table.name());
    }

    public static String quoteAll(List<String> identifiers) {
        return identifiers.stream().map(Sql::quote).collect(Collectors.joining(", "));
    }

    /** A string constant; safe with and without {@code standard_conforming_strings}. */
    public static String literal(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }
}
