package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.demo.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kafka's own {@code connect-standalone} as a child process. It finds the packaged connector in a folder of its plugin
 * path, as it would in any Connect cluster, and no class of ours on its class path.
 */
final class ConnectWorker implements AutoCloseable {

    private static final String LOGGING =
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{24} %msg%n</pattern></encoder>
              </appender>
              <logger name="dev.limosa" level="INFO"/>
              <logger name="org.apache.kafka.connect" level="INFO"/>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private final Path folder;
    private final Process process;

    private ConnectWorker(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * @param folder for its files; the same one again is the same worker started again
     * @param environment added to this process's own, such as {@code LIMOSA_CRASH}
     */
    static ConnectWorker start(
            Path folder, String bootstrapServers, Map<String, String> connector, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("logback.xml"), LOGGING);
        writeProperties(folder.resolve("worker.properties"), worker(folder, bootstrapServers));
        writeProperties(folder.resolve("connector.properties"), connector);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                        "-cp",
                        libraries(),
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        folder.resolve("worker.properties").toString(),
                        folder.resolve("connector.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("worker.log").toFile()));
        builder.environment().put("LIMOSA_TARGET_PASSWORD", "never checked on the loopback interface");
        builder.environment().putAll(environment);
        return new ConnectWorker(folder, builder.start());
    }

    private static Map<String, String> worker(Path folder, String bootstrapServers) throws IOException {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "listeners", "http://127.0.0.1:" + FreePorts.one(),
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename", folder.resolve("offsets").toString(),
                "plugin.path", plugins(folder).toString(),
                "plugin.discovery", "service_load",
                "config.providers", "env",
                "config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    }

    /** What the README says to put there: the packaged jar and the four it needs that no worker has. */
    private static Path plugins(Path folder) throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("plugins/limosa"));
        List<Path> jars = new ArrayList<>(jars().filter(jar -> jar.getFileName()
                        .toString()
                        .matches("(postgresql|jackson-(core|databind|annotations))-[0-9.]+\\.jar"))
                .toList());
        assertEquals(4, jars.size(), jars::toString);
        jars.add(packagedJar());
        for (Path jar : jars) {
            Path copy = plugin.resolve(jar.getFileName());
            if (!Files.exists(copy)) {
                Files.copy(jar, copy);
            }
        }
        return plugin.getParent();
    }

    private static Path packagedJar() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            List<Path> jars = built.filter(
                            file -> file.getFileName().toString().matches("limosa-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .toList();
            assertEquals(1, jars.size(), "the jar that 'mvn package' makes, found " + jars);
            return jars.get(0);
        }
    }

    /** Those of the tests: the service is shipped without what a worker serves HTTP with. */
    private static Stream<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of);
    }

    private static String libraries() {
        return jars().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static void writeProperties(Path file, Map<String, String> properties) throws IOException {
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                        .collect(Collectors.joining("\n")));
    }

    /** As {@code kill -9} would; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The exit code, or −1 if it still runs after that time. */
    int waitForExit(long minutes) throws InterruptedException {
        return process.waitFor(minutes, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    /** All that this worker and those before it in the same folder have printed. */
    String log() {
        try {
            return Files.readString(folder.resolve("worker.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            kill();
        }
    }
}
