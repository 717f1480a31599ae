package dev.limosa.bench;

import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.demo.Folders;
import dev.limosa.demo.FreePorts;
import dev.limosa.demo.PostgresServer;
import dev.limosa.demo.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes under test. The databases run from the beginning, broker and service once they are started. */
final class Servers implements AutoCloseable {

    /**
     * A server for this table, as a person would set it up, and as the peers were measured with: with the demo's 64 MB
     * of buffers a change costs a sixth more, since pages are pushed out and read again.
     */
    private static final Map<String, String> POSTGRES =
            Map.of("shared_buffers", "1GB", "max_wal_size", "8GB", "checkpoint_timeout", "15min");

    private final Path folder = Folders.temporary("bench");
    private final Path logs;
    private final Meter meter;
    private final List<AutoCloseable> closing = new ArrayList<>();

    final PostgresServer source = postgres("source");
    final PostgresServer target = postgres("target");
    private String bootstrapServers = "";

    Servers(Meter meter, Path logs) throws IOException {
        this.meter = meter;
        this.logs = logs;
        meter.add("source", postmaster("source"));
        meter.add("target", postmaster("target"));
    }

    Path folder() {
        return folder;
    }

    HistoryTopic history() {
        return new HistoryTopic(bootstrapServers, folder.resolve("kafka"));
    }

    void startBroker(List<String> jvmOptions) throws Exception {
        int port = FreePorts.one();
        bootstrapServers = "127.0.0.1:" + port;
        ChildJvm broker = ChildJvm.start(
                "broker",
                ChildJvm.command(
                        jvmOptions,
                        EmbeddedKafka.class,
                        Integer.toString(port),
                        folder.resolve("kafka").toString()),
                logs.resolve("bench-broker.log"));
        closing.add(0, broker);
        meter.add("broker", broker.pid());
        Waiting.until("the broker", Duration.ofMinutes(1), broker, () -> broker.hasPrinted("ready "));
    }

    /**
     * Returns at once: all that follows is part of the snapshot's time.
     *
     * @param outputs lines of the table's entry
     */
    ChildJvm startService(List<String> jvmOptions, String outputs, List<String> configuration) throws IOException {
        Path config = Files.writeString(
                folder.resolve("migration.yaml"), migration(outputs) + String.join("\n", configuration) + "\n");
        List<String> command = ServiceProcess.java(jvmOptions);
        command.addAll(List.of("run", "-c", config.toString()));
        ChildJvm service = ChildJvm.start("service", command, logs.resolve("bench-service.log"));
        closing.add(0, service);
        meter.add("service", service.pid());
        return service;
    }

    /** The product's defaults: nothing is set that need not be. */
    private String migration(String outputs) {
        return """
                migration: %s
                source: {url: "%s", user: %s}
                target: {url: "%s", user: %s}
                kafka: {bootstrap-servers: "%s"}
                admin: {port: 0}
                tables:
                  - table: public.documents
                %s                """
                .formatted(
                        Proof.MIGRATION,
                        source.jdbcUrl(),
                        PostgresServer.USER,
                        target.jdbcUrl(),
                        PostgresServer.USER,
                        bootstrapServers,
                        outputs);
    }

    private PostgresServer postgres(String name) {
        PostgresServer server = PostgresServer.start(folder.resolve(name), POSTGRES);
        closing.add(0, server);
        return server;
    }

    /** The server is not this process's child; its data folder says which process it is. */
    private long postmaster(String name) throws IOException {
        Path file = folder.resolve(name).resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable server : closing) {
            server.close();
        }
        Folders.delete(folder);
    }
}
