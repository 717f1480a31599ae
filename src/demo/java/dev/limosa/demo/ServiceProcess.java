package dev.limosa.demo;

import dev.limosa.change.TableId;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The real service as a child process, with the class path it is shipped with: no class of the demo or of a test can
 * get into it. Ends with this JVM, unless that is killed with {@code kill -9}.
 */
public final class ServiceProcess implements AutoCloseable {

    /** For a life of a minute or two on two cores: compiling to the last costs more than it brings. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Path log;
    private final long logStart;
    private final Thread hook;

    private ServiceProcess(Process process, Path log, long logStart) {
        this.process = process;
        this.log = log;
        this.logStart = logStart;
        hook = new Thread(process::destroyForcibly, "kill-service");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts {@code limosa run -c config}.
     *
     * @param log receives all the service prints; appended to
     * @param environment added to this process's own, such as {@code LIMOSA_CRASH}
     */
    public static ServiceProcess start(Path config, Path log, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(java(JVM_OPTIONS));
        command.addAll(List.of("run", "-c", config.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            return new ServiceProcess(builder.start(), log, logStart);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the service with '" + config + "'", e);
        }
    }

    /** The command that runs the service's main class, to which its arguments are added. */
    public static List<String> java(List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(ClassArchive.options(classes(), jvmOptions));
        command.addAll(List.of("-cp", classPath(), "dev.limosa.cli.Main"));
        return command;
    }

    /** The service's classes and what the build wrote down beside them. */
    public static String classPath() {
        Path list = classes().resolveSibling("service.classpath");
        try {
            return classes() + File.pathSeparator + Files.readString(list).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot find the service's class path: expected '" + list + "', found none; build with Maven once",
                    e);
        }
    }

    /** The service's own: those that this JVM has of it, or the jar it was told of. */
    private static Path classes() {
        String jar = System.getProperty("limosa.service.jar");
        if (jar != null) {
            return Path.of(jar);
        }
        try {
            return Path.of(TableId.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find the service's classes", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, or empty if it still runs after that time. */
    public OptionalInt waitForExit(Duration timeout) throws InterruptedException {
        boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    /** As {@code kill -9} would; returns when the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end (SIGTERM) and waits; after two minutes it is killed. Returns the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            kill();
        }
        return process.exitValue();
    }

    /** @param name as {@code kill} knows it: STOP, CONT */
    public void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(
                    "cannot send " + name + " to process " + pid() + ": kill ended with " + exit);
        }
    }

    /** Whether this process, not one before it with the same log file, has printed the text. */
    public boolean logContains(String text) {
        return log().contains(text);
    }

    /** All that this process has printed so far. */
    public String log() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] printed = new byte[Math.toIntExact(file.length() - logStart)];
            file.seek(logStart);
            file.readFully(printed);
            return new String(printed, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read log file '" + log + "'", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM is ending, and the hook kills the process anyway.
        }
        stop();
    }
}
