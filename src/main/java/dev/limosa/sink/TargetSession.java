package dev.limosa.sink;

import dev.limosa.change.SinkTable;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The one connection of a task, and what is prepared on it. Fence, rows and offsets go through this connection and no
 * other, so that no row can be written by a transaction that did not pass the fence. For one thread.
 */
final class TargetSession implements AutoCloseable {

    /** Far beyond what a batch takes: an answer that is not there by then will not come. */
    private static final int ANSWER_WITHIN_MS = 120_000;

    // A task that stands still inside a transaction must not keep others from its partitions for ever. Records below
    // the stored offset are deleted from Kafka, so an offset that is committed must be on disk.
    private static final String SETTINGS = "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s';"
            + " SELECT set_config('synchronous_commit', 'on', false)"
            + " WHERE current_setting('synchronous_commit') = 'off'";

    private final Connection connection;
    private final Map<String, TableWriter> writers = new HashMap<>();

    private TargetSession(Connection connection) {
        this.connection = connection;
    }

    static TargetSession open(SinkSettings settings) throws SQLException {
        Connection connection = Databases.connect(settings.target(), Databases.SINK_SESSION + settings.migration());
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            connection.setAutoCommit(false);
            TargetSession session = new TargetSession(connection);
            session.expectAnswers();
            return session;
        } catch (SQLException e) {
            Databases.discard(connection);
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /** A connection that hangs is given up. */
    void expectAnswers() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, ANSWER_WITHIN_MS);
    }

    /** Before a statement that may rightly take hours. */
    void waitForAnswers() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    TableWriter writer(SinkTable table) {
        return writers.computeIfAbsent(table.historyTopic(), topic -> new TableWriter(connection, table));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() {
        Databases.discard(connection);
    }
}
