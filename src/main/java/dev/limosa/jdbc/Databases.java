package dev.limosa.jdbc;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to source and target that print and read every value in one form. */
public final class Databases {

    /**
     * Not by the driver's {@code options}: those give way to the time zone of the JVM, which the driver sends, and to
     * options in the URL.
     */
    private static final String SESSION =
            """
            SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 1;
            SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET xmloption = 'content'; SET array_nulls = on;
            SET quote_all_identifiers = off; SET client_min_messages = 'warning'
            """;

    /**
     * Begins the name that the server shows for a sink task's session; the migration's follows. Who looks how far they
     * are finds them by it, and only such sessions are ever ended by another task.
     */
    public static final String SINK_SESSION = "limosa sink ";

    private Databases() {}

    /**
     * A connection of one's own (no pool), with auto-commit on. Its session prints dates, intervals, floats and bytes
     * in the one form that records use, whatever the server's defaults are.
     *
     * @param application shown in {@code pg_stat_activity}
     */
    public static Connection connect(DatabaseConfig database, String application) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", application);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        try {
            return connect(database.url(), properties);
        } catch (SQLException e) {
            String address = database.url().replaceAll("\\?.*", "");
            throw new SQLException(
                    "cannot connect to " + address + " as " + database.user() + ": " + e.getMessage(),
                    e.getSQLState(),
                    e);
        }
    }

    /** As above, with properties of the driver's. */
    public static Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            Query.run(connection, SESSION);
            return connection;
        } catch (SQLException e) {
            discard(connection);
            throw e;
        }
    }

    /**
     * Tells a database from every other one in the world: its name and its cluster's system identifier, which a
     * promoted standby keeps.
     */
    public static String identity(Connection connection) throws SQLException {
        return Query.one(
                connection,
                "SELECT current_database(), system_identifier FROM pg_control_system()",
                row -> "'" + row.getString(1) + "' of PostgreSQL cluster " + row.getLong(2));
    }

    /** Creates what Limosa keeps in the source; does nothing where it is there already. */
    public static void prepareSource(Connection source) throws SQLException {
        run(source, "source.sql");
    }

    /** Creates what Limosa keeps in the target; does nothing where it is there already. */
    public static void prepareTarget(Connection target) throws SQLException {
        run(target, "target.sql");
    }

    /** Rolls back and closes; a failure of either is of no interest any more, since the connection is given up. */
    public static void discard(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try (connection) {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException ignored) {
            // The server ends a session whose client is gone, and rolls it back.
        }
    }

    private static void run(Connection connection, String resource) throws SQLException {
        try (InputStream in = Databases.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("BUG: resource " + resource + " is missing");
            }
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            AdvisoryLock.SCHEMA.take(connection);
            Query.run(connection, script);
            connection.commit();
            connection.setAutoCommit(autoCommit);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot read " + resource, e);
        }
    }
}
