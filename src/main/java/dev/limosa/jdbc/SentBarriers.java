package dev.limosa.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The barriers that capture has written on the source. */
public final class SentBarriers {

    private static final String NEWEST =
            "SELECT coalesce(max(number), 0) FROM limosa.watermark WHERE migration = ? AND kind = 'barrier'";

    private SentBarriers() {}

    /** The newest one's number; 0 if there is none, or not even the table. */
    public static long newest(Connection source, String migration) throws SQLException {
        return Query.hasTable(source, "limosa.watermark") ? Query.number(source, NEWEST, migration) : 0;
    }
}
