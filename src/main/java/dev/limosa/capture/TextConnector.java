package dev.limosa.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/**
 * Debezium's connector, giving every value as the text PostgreSQL sent. Debezium's own would parse each into a Java
 * value, which costs half of the work of a change and keeps only some types exact. Made by Debezium, by name.
 */
public final class TextConnector extends PostgresConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return TextConnectorTask.class;
    }
}
