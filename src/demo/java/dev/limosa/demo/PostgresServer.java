package dev.limosa.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of one's own on the loopback interface, durable ({@code fsync} and {@code synchronous_commit} on)
 * and ready for logical replication. User {@code postgres}, no password. Its process ends with this JVM, unless that is
 * killed with {@code kill -9}.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String USER = "postgres";
    public static final String PASSWORD = "";

    private final Path folder;
    private final Map<String, String> settings;
    private final Thread hook = new Thread(this::stopAndDelete, "stop-postgres");
    private EmbeddedPostgres server;

    private PostgresServer(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = Map.copyOf(settings);
        server = launch(FreePorts.one());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts on a free port, in a temporary folder. */
    public static PostgresServer start() {
        return start(Folders.temporary("postgres"));
    }

    /** @param settings such as {@code wal_level}, in place of the usual ones or beside them */
    public static PostgresServer start(Map<String, String> settings) {
        return start(Folders.temporary("postgres"), settings);
    }

    /** @param folder empty or missing; deleted at the end */
    public static PostgresServer start(Path folder) {
        return start(folder, Map.of());
    }

    /**
     * @param folder empty or missing; deleted at the end
     * @param settings such as {@code shared_buffers}, in place of the usual ones or beside them
     */
    public static PostgresServer start(Path folder, Map<String, String> settings) {
        try {
            return new PostgresServer(folder, settings);
        } catch (RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    public int port() {
        return server.getPort();
    }

    /** A connection with auto-commit on. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), USER, PASSWORD);
    }

    /** Stops the server, which cuts off every client, and starts it again on the same port and data. */
    public synchronized void restart() {
        int port = port();
        stop();
        server = launch(port);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM is ending and has started the hook; stopping twice does no harm.
        }
        stopAndDelete();
    }

    private synchronized void stopAndDelete() {
        stop();
        Folders.delete(folder);
    }

    /** Stops the server until {@link #restart}. */
    public synchronized void stop() {
        Process process = server.getProcess();
        try {
            server.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL on port " + port(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private EmbeddedPostgres launch(int port) {
        checkBinaries();
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofMinutes(3))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("max_wal_senders", "8")
                    .setServerConfig("max_replication_slots", "8")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("max_wal_size", "2GB");
            settings.forEach(builder::setServerConfig);
            return builder.start();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "cannot start PostgreSQL in '" + folder + "' on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** The binaries come through a Maven profile of the build that fits the machine; elsewhere none are there. */
    private static void checkBinaries() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        if (PostgresServer.class.getResource("/postgres-" + os + "-" + architecture + ".txz") == null) {
            throw new IllegalStateException("no PostgreSQL binaries for " + System.getProperty("os.name") + "/"
                    + System.getProperty("os.arch")
                    + "; the demo and its tests run on Linux and macOS, on amd64 and arm64");
        }
    }
}
