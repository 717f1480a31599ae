package dev.limosa.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;

/**
 * Debezium's task, whose replication stream sees nothing but {@code text} and brings rows in blocks. Made by Debezium,
 * by name.
 */
public final class TextConnectorTask extends PostgresConnectorTask {

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection connection, PostgresSchema schema, PostgresConnectorConfig config) throws SQLException {
        // The stream's decoder owns the new connection, and closes it.
        TextColumns columns = new TextColumns(config, new TextTypes(connection));
        return new RowConnection(
                super.buildReplicationConnection(columns, schema, config),
                config.getTableFilters().dataCollectionFilter());
    }
}
