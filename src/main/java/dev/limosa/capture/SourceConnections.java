package dev.limosa.capture;

import dev.limosa.jdbc.Databases;
import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection.ConnectionFactory;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Debezium's connections to the source, opened as all others are: by the whole URL of the configuration, and printing
 * values in the one form that records use. Made by Debezium, by name.
 */
public final class SourceConnections implements ConnectionFactory {

    /** The URL's property among those that Debezium passes on to its connections. */
    static final String URL = "limosa.url";

    @Override
    public Connection connect(JdbcConfiguration config) throws SQLException {
        return Databases.connect(config.getString(URL), config.asProperties());
    }
}
