package dev.limosa.status;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A question to a database, on one connection that is opened again after a failure. For one thread. */
final class DatabaseProbe<T> implements AutoCloseable {

    private static final int ANSWER_WITHIN_MS = 5_000;

    private final DatabaseConfig database;
    private final Question<T> question;
    private @Nullable Connection connection;

    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    DatabaseProbe(DatabaseConfig database, Question<T> question) {
        this.database = database;
        this.question = question;
    }

    T ask() throws SQLException {
        try {
            return question.ask(connection());
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection connection() throws SQLException {
        Connection known = connection;
        if (known == null) {
            known = Databases.connect(database, "limosa status");
            known.setNetworkTimeout(Runnable::run, ANSWER_WITHIN_MS);
            known.setReadOnly(true);
            connection = known;
        }
        return known;
    }

    @Override
    public void close() {
        Databases.discard(connection);
        connection = null;
    }
}
