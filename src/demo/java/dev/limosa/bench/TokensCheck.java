package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;

/** Whether the target's tokens are what the library alone makes of the source's bodies: the chain is not asked. */
final class TokensCheck {

    private static final int FETCH = 2000;

    private final UnaryOperator<String> bare;

    TokensCheck(TextChain chain) {
        bare = chain.bare();
    }

    /** @throws IllegalStateException naming the first row that is another one */
    void check(PostgresServer source, PostgresServer target) throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect();
                ResultSet bodies = rows(from, "SELECT id, body FROM documents ORDER BY id");
                ResultSet tokens = rows(to, "SELECT id, tokens FROM documents ORDER BY id")) {
            while (bodies.next()) {
                boolean there = tokens.next() && tokens.getLong(1) == bodies.getLong(1);
                if (!there || !bare.apply(bodies.getString(2)).equals(tokens.getString(2))) {
                    throw new IllegalStateException("tokens of document " + bodies.getLong(1)
                            + " differ: expected those of the library, found " + (there ? "others" : "no such row"));
                }
            }
        }
    }

    private static ResultSet rows(Connection connection, String query) throws SQLException {
        // Row by row, not all at once.
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        statement.setFetchSize(FETCH);
        statement.closeOnCompletion();
        return statement.executeQuery(query);
    }
}
