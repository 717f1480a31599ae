package dev.limosa.generation;

import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** Makes the table that the counts of terms go to. */
final class CountsTable {

    private CountsTable() {}

    /** Within the caller's transaction. */
    static void create(Connection target, SinkTable table) throws SQLException {
        String name = Sql.quote(table.target());
        Query.run(
                target,
                "CREATE SCHEMA IF NOT EXISTS " + Sql.quote(table.target().schema()));
        Query.run(
                target,
                "CREATE TABLE IF NOT EXISTS " + name + " (" + columns(table) + ", PRIMARY KEY ("
                        + Sql.quoteAll(table.key()) + "))");
        if (Query.is(target, "SELECT EXISTS (SELECT FROM " + name + ")")) {
            throw new RefusedException("cannot count terms in table " + table.target()
                    + ": expected it to be empty, found rows; empty it, or name another table under 'to' of"
                    + " the statistics");
        }
    }

    /** Terms are compared byte by byte: this is faster, and the same everywhere. */
    private static String columns(SinkTable table) {
        return table.columns().stream().map(CountsTable::definition).collect(Collectors.joining(", "));
    }

    private static String definition(Column column) {
        String collation = column.type().equals("text") ? " COLLATE \"C\"" : "";
        return Sql.quote(column.name()) + " " + column.type() + collation + " NOT NULL";
    }
}
