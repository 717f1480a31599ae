package dev.limosa.capture;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes watermark rows on the source, each in a transaction of its own, so that capture meets them in the change
 * stream in commit order. Ordinary rows: logical messages have been lost and doubled on their way through Debezium.
 */
final class Watermarks {

    static final String BARRIER = "barrier";
    static final String WINDOW = "window";

    private static final String ADVANCE =
            """
            INSERT INTO limosa.watermark (migration, kind, number, owner, at) VALUES (?, ?, 1, ?, clock_timestamp())
            ON CONFLICT (migration, kind) DO UPDATE
            SET number = limosa.watermark.number + 1, owner = excluded.owner, at = excluded.at
            RETURNING number
            """;

    private final String migration;
    private final String owner;

    /** @param owner names this incarnation, so that rows of an older one are not taken for ours */
    Watermarks(String migration, String owner) {
        this.migration = migration;
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    /** Commits the next row of a kind and returns its number; {@code source} is in auto-commit. */
    long advance(Connection source, String kind) throws SQLException {
        return Query.number(source, ADVANCE, migration, kind, owner);
    }
}
