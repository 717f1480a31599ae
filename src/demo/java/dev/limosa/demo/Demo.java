package dev.limosa.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A live migration on one machine, from nothing to a proof: {@code mvn -Pdemo}. Exit code 0 if source and target agree,
 * 1 if they do not or something failed, 2 if it could not be begun as asked.
 */
public final class Demo {

    private final DemoOptions options;
    private final PrintStream out;
    private volatile boolean ending;

    private Demo(DemoOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) {
        // Bars and Chinese text, whatever the machine's default character set is.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        DemoOptions options = new DemoOptions();
        CommandLine command = new CommandLine(options);
        try {
            command.parseArgs(args);
        } catch (ParameterException e) {
            System.err.println(e.getMessage());
            command.usage(System.err);
            System.exit(2);
        }
        if (command.isUsageHelpRequested()) {
            command.usage(out);
            return;
        }
        // A broker that comes and goes has much to say that is of no interest here.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
        System.exit(new Demo(options, out).run());
    }

    private int run() {
        try {
            Dataset dataset = dataset();
            return withServers(dataset);
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (Exception e) {
            if (ending) {
                awaitEnd();
            }
            System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return 1;
        }
    }

    private Dataset dataset() throws IOException {
        options.check();
        return options.data == null
                ? new Shop(options.rows, Shop.SEED)
                : JsonLinesTable.open(options.data, options.text);
    }

    private int withServers(Dataset dataset) throws Exception {
        Progress progress = new Progress(out, System.console() != null);
        progress.say("starting Kafka and two PostgreSQL on 127.0.0.1");
        Path folder = Folders.temporary("demo");
        try (Servers servers = Servers.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(servers, folder), "end-demo"));
            if (options.serversOnly) {
                printAddresses(servers, out);
                out.println("stop with Ctrl-C");
                awaitEnd();
            }
            try (DemoRun run = new DemoRun(options, servers, dataset, folder, progress, out)) {
                return run.run().agrees() ? 0 : 1;
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /** Ctrl-C, or the end of main: in both cases closing again what is closed does nothing. */
    private void end(Servers servers, Path folder) {
        ending = true;
        servers.close();
        Folders.delete(folder);
    }

    static void printAddresses(Servers servers, PrintStream out) {
        out.println("kafka    " + servers.kafka().bootstrapServers());
        out.println("source   " + servers.source().jdbcUrl() + "?user=" + PostgresServer.USER);
        out.println("target   " + servers.target().jdbcUrl() + "?user=" + PostgresServer.USER);
    }

    /** Never returns; the shutdown hooks end the process. */
    static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
