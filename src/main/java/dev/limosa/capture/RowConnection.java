package dev.limosa.capture;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import io.debezium.relational.Tables.TableFilter;
import java.sql.SQLException;
import java.util.Optional;

/** Debezium's replication connection, whose stream is a {@link RowStream}. */
final class RowConnection implements ReplicationConnection {

    private final ReplicationConnection connection;
    private final TableFilter captured;
    private final RelationTypes types;
    private final Arrivals arrivals;

    RowConnection(ReplicationConnection connection, TableFilter captured, RelationTypes types, Arrivals arrivals) {
        this.connection = connection;
        this.captured = captured;
        this.types = types;
        this.arrivals = arrivals;
    }

    @Override
    public ReplicationStream startStreaming(WalPositionLocator place) throws SQLException, InterruptedException {
        return new RowStream(connection.startStreaming(place), captured, types, arrivals);
    }

    @Override
    public ReplicationStream startStreaming(Lsn from, WalPositionLocator place)
            throws SQLException, InterruptedException {
        return new RowStream(connection.startStreaming(from, place), captured, types, arrivals);
    }

    @Override
    public Optional<SlotCreationResult> createReplicationSlot() throws SQLException {
        return connection.createReplicationSlot();
    }

    @Override
    public void initConnection() throws SQLException, InterruptedException {
        connection.initConnection();
    }

    @Override
    public boolean isConnected() throws SQLException {
        return connection.isConnected();
    }

    @Override
    public void reconnect() throws SQLException {
        connection.reconnect();
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
