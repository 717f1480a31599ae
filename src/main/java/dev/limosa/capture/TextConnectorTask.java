package dev.limosa.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's task, whose replication stream sees nothing but {@code text} and brings rows in blocks. Made by Debezium,
 * by name.
 */
public final class TextConnectorTask extends PostgresConnectorTask {

    /** So late is told that the stream has failed, which is not an arrival. */
    private static final long LONGEST_WAIT_MILLIS = 200;

    private final Arrivals arrivals = new Arrivals();
    private boolean dry;

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        if (dry) {
            arrivals.await(LONGEST_WAIT_MILLIS);
        }
        List<SourceRecord> records = super.doPoll();
        dry = records.isEmpty();
        return records;
    }

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection connection, PostgresSchema schema, PostgresConnectorConfig config) throws SQLException {
        RelationTypes types = new RelationTypes();
        // The stream's decoder owns the new connection, and closes it.
        TextColumns columns = new TextColumns(config, new TextTypes(connection, types), types);
        return new RowConnection(
                super.buildReplicationConnection(columns, schema, config),
                config.getTableFilters().dataCollectionFilter(),
                types,
                arrivals);
    }
}
