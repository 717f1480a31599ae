package dev.limosa.jdbc;

import dev.limosa.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a source knows of its publications. */
public final class PublicationCatalog {

    private PublicationCatalog() {}

    public static boolean exists(Connection source, String publication) throws SQLException {
        return Query.is(source, "SELECT EXISTS (SELECT FROM pg_publication WHERE pubname = ?)", publication);
    }

    /** Empty if there is no such publication, too. */
    public static List<TableId> tables(Connection source, String publication) throws SQLException {
        return Query.list(
                source,
                "SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?",
                row -> new TableId(row.getString(1), row.getString(2)),
                publication);
    }
}
