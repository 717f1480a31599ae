package dev.limosa.generation;

import dev.limosa.topics.MigrationIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
        if (!exists()) {
            return null;
        }
        try (PreparedStatement query =
                connection.prepareStatement("SELECT source, target, kafka FROM limosa.migration WHERE migration = ?")) {
            query.setString(1, migration);
            ResultSet row = query.executeQuery();
            return row.next()
                    ? new MigrationIdentity(migration, row.getString(1), row.getString(2), row.getString(3))
                    : null;
        }
    }

    private boolean exists() throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT to_regclass('limosa.migration') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Leaves the one that is there, if another replica was faster. */
    void write(MigrationIdentity identity) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO limosa.migration"
                + " (migration, source, target, kafka) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, identity.migration());
            insert.setString(2, identity.source());
            insert.setString(3, identity.target());
            insert.setString(4, identity.kafka());
            insert.executeUpdate();
        }
    }
}
