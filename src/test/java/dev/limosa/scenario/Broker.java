package dev.limosa.scenario;

import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.demo.Folders;
import dev.limosa.demo.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The scenarios' Kafka: of the clients' own version and in this JVM, or, with {@code -Dlimosa.kafka.lib=DIR}, a process
 * of the version whose jars ({@code kafka_2.13} and what it needs) are in that folder.
 */
interface Broker {

    static Broker start() throws Exception {
        String jars = System.getProperty("limosa.kafka.lib");
        return jars == null ? new Embedded(EmbeddedKafka.start()) : new OtherVersion(Path.of(jars));
    }

    String bootstrapServers();

    /** On the same port and data. */
    void restart() throws Exception;

    record Embedded(EmbeddedKafka kafka) implements Broker {
        @Override
        public String bootstrapServers() {
            return kafka.bootstrapServers();
        }

        @Override
        public void restart() {
            kafka.restart();
        }
    }

    final class OtherVersion implements Broker {

        private static final long SECONDS_TO_START = 60;

        private final Path jars;
        private final Path folder = Folders.temporary("kafka");
        private final int port = FreePorts.one();
        private Process process;

        OtherVersion(Path jars) throws Exception {
            this.jars = jars;
            process = launch();
            Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndDelete, "stop-kafka"));
        }

        @Override
        public String bootstrapServers() {
            return "127.0.0.1:" + port;
        }

        @Override
        public void restart() throws Exception {
            stop();
            process = launch();
        }

        private void stop() {
            process.destroy();
            process.onExit().join();
        }

        private void stopAndDelete() {
            stop();
            Folders.delete(folder);
        }

        private Process launch() throws IOException, InterruptedException {
            Path log = folder.resolve("broker.log");
            Process started = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            for (int second = 0; second < SECONDS_TO_START; second++) {
                if (Files.readString(log).contains("ready " + bootstrapServers())) {
                    return started;
                }
                if (started.waitFor(1, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Kafka of '" + jars + "' ended with " + started.exitValue()
                            + "; its output:\n" + Files.readString(log));
                }
            }
            started.destroyForcibly();
            throw new IllegalStateException("Kafka of '" + jars + "' is not ready after " + SECONDS_TO_START + " s");
        }

        /** Of our classes only those are used that know nothing but Kafka: its jars come first. */
        private List<String> command() {
            String ours = EmbeddedKafka.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-cp",
                    jars.resolve("*") + File.pathSeparator + ours,
                    EmbeddedKafka.class.getName(),
                    Integer.toString(port),
                    folder.resolve("data").toString());
        }
    }
}
