package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One side's rows as a count and a sum of their MD5 in two halves: the same in any order, different if one row is. */
record Equality(long rows, String sums) {

    private static final String QUERY =
            """
            SELECT count(*), sum(('x' || left(hash, 16))::bit(64)::bigint::numeric) || '/'
                          || sum(('x' || right(hash, 16))::bit(64)::bigint::numeric)
            FROM (SELECT md5(row(id, title, body, lang, author, extract(epoch FROM updated_at))::text) AS hash
                  FROM documents) AS hashes
            """;

    /** @throws IllegalStateException if the two sides differ */
    static long check(PostgresServer source, PostgresServer target) throws SQLException {
        Equality expected = of(source);
        Equality found = of(target);
        if (!expected.equals(found)) {
            throw new IllegalStateException("source and target differ: expected " + expected + ", found " + found);
        }
        return expected.rows;
    }

    private static Equality of(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new Equality(row.getLong(1), row.getString(2));
        }
    }
}
