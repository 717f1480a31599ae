package dev.limosa.generation;

import dev.limosa.jdbc.Query;
import dev.limosa.topics.MigrationIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The identities that the table {@code limosa.migration} of one database holds. */
final class IdentityTable {

    private final Connection connection;

    IdentityTable(Connection connection) {
        this.connection = connection;
    }

    /** Null if there is none yet, or not even the table. */
    @Nullable
    MigrationIdentity stored(String migration) throws SQLException {
        if (!Query.hasTable(connection, "limosa.migration")) {
            return null;
        }
        return Query.first(
                        connection,
                        "SELECT source, target, kafka FROM limosa.migration WHERE migration = ?",
                        row -> new MigrationIdentity(migration, row.getString(1), row.getString(2), row.getString(3)),
                        migration)
                .orElse(null);
    }

    /** Leaves the one that is there, if another replica was faster. */
    void write(MigrationIdentity identity) throws SQLException {
        Query.update(
                connection,
                "INSERT INTO limosa.migration (migration, source, target, kafka) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                identity.migration(),
                identity.source(),
                identity.target(),
                identity.kafka());
    }
}
