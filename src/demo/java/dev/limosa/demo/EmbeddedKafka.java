package dev.limosa.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker that is its own controller (KRaft), on the loopback interface. Its data stay in the folder given
 * until {@link #close} deletes it, so it can be restarted on them.
 *
 * <p>Start, restart and close belong to one thread. Runs inside this JVM; {@link #main} is for a process of its own.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final Map<String, String> more;
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final Thread hook = new Thread(this::stopAndDelete, "stop-kafka");
    private KafkaRaftServer server;
    private boolean running;

    private EmbeddedKafka(Path folder, int port, int controllerPort, Map<String, String> more) {
        this.more = Map.copyOf(more);
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        format();
        server = startServer();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts on a free port, in a temporary folder. */
    public static EmbeddedKafka start() {
        return start(Folders.temporary("kafka"));
    }

    /** @param more settings of the broker, above its own */
    public static EmbeddedKafka start(Map<String, String> more) {
        int[] ports = FreePorts.two();
        return new EmbeddedKafka(Folders.temporary("kafka"), ports[0], ports[1], more);
    }

    public static EmbeddedKafka start(Path folder) {
        int[] ports = FreePorts.two();
        return new EmbeddedKafka(folder, ports[0], ports[1], Map.of());
    }

    public static EmbeddedKafka start(Path folder, int port) {
        return new EmbeddedKafka(folder, port, FreePorts.one(), Map.of());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker cleanly; clients see it vanish. */
    public synchronized void stop() {
        if (running) {
            running = false;
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** Stops the broker and starts it again on the same port and data. */
    public synchronized void restart() {
        stop();
        server = startServer();
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

    private KafkaRaftServer startServer() {
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
        started.startup();
        running = true;
        return started;
    }

    private void format() {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format Kafka's folder '" + folder + "'", e);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        String[] settings = {
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
            "controller.listener.names=CONTROLLER",
            "inter.broker.listener.name=PLAINTEXT",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs=" + folder,
            // One broker: what is kept three times elsewhere is kept once here.
            "min.insync.replicas=1",
            "offsets.topic.replication.factor=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "share.coordinator.state.topic.replication.factor=1",
            "share.coordinator.state.topic.min.isr=1",
            // Small: it shares a laptop with two databases and the service.
            "offsets.topic.num.partitions=4",
            "transaction.state.log.num.partitions=4",
            "num.network.threads=2",
            "num.io.threads=4",
            "background.threads=2",
            "log.cleaner.dedupe.buffer.size=2097152",
            "log.index.size.max.bytes=1048576",
            // Nobody else is going to join the group.
            "group.initial.rebalance.delay.ms=0",
            "group.min.session.timeout.ms=1000",
            // What a killed process left open is looked for every second, not every ten.
            "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000",
            // An MBean for each of its metrics, made anew whenever one joins it, which nobody reads.
            "metric.reporters=",
            "auto.create.topics.enable=false"
        };
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        properties.putAll(more);
        return properties;
    }

    /** {@code EmbeddedKafka PORT FOLDER}: runs until it is stopped, or until the process that started it is gone. */
    public static void main(String[] args) {
        EmbeddedKafka kafka = start(Path.of(args[1]), Integer.parseInt(args[0]));
        Runtime.getRuntime().removeShutdownHook(kafka.hook);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "stop-kafka-keep-folder"));
        System.out.println("ready " + kafka.bootstrapServers());
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }
}
