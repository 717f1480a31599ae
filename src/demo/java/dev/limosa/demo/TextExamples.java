package dev.limosa.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Shows a person what the text engine has made of some rows. */
final class TextExamples {

    private TextExamples() {}

    /** @param queries each gives rows of a text, its tokens and its keywords, as text */
    static void print(Connection target, List<String> queries, PrintStream out) throws SQLException {
        for (String query : queries) {
            try (Statement statement = target.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    out.printf(
                            "text       %s%n  tokens   %s%n  keywords %s%n%n",
                            row.getString(1), row.getString(2), row.getString(3));
                }
            }
        }
    }
}
