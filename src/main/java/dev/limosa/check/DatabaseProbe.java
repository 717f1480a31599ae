package dev.limosa.check;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The way to a database. */
final class DatabaseProbe {

    private DatabaseProbe() {}

    /** Null if there is no way, which is told then. The session can write nothing. */
    static @Nullable Connection open(DatabaseConfig database, String side, CheckId id, Findings out) {
        try {
            Connection connection = Databases.connect(database, "limosa check");
            try (Statement statement = connection.createStatement()) {
                // With nothing else on the path, types that are not built in are named with their schema.
                statement.execute("SET search_path = pg_catalog");
                statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
            }
            out.ok(
                    id,
                    "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + " at "
                            + SqlFailure.place(database) + " as " + database.user());
            return connection;
        } catch (SQLException e) {
            out.fail(id, "", SqlFailure.connecting(e, side, database), SqlFailure.connectingFix(e, side));
            return null;
        }
    }
}
