package dev.limosa.capture;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection in auto-commit that may be given up in the middle of an answer. For one thread. */
final class SourceConnection implements AutoCloseable {

    private final DatabaseConfig source;
    private final String application;
    private @Nullable Connection connection;

    SourceConnection(DatabaseConfig source, String application) {
        this.source = source;
        this.application = application;
    }

    Connection get() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = Databases.connect(source, application);
            connection = open;
        }
        return open;
    }

    /**
     * Ends what it is doing; the next use makes another. A request to cancel might hit what is done next over the same
     * connection, and what the server has sent by then would have to be read to its end.
     */
    void abort() throws SQLException {
        if (connection != null) {
            connection.abort(Runnable::run);
            connection = null;
        }
    }

    @Override
    public void close() {
        Databases.discard(connection);
        connection = null;
    }
}
