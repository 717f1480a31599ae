package dev.limosa.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Measures the service on a table of documents: a snapshot, changes as fast as one session makes them, changes at a
 * constant rate. Writes {@code target/bench.json}. Exit code 0 if source and target agree in the end.
 */
public final class Bench {

    private static final Path OUT = Path.of("target");
    private static final int TEXTS = 20_000;

    private final BenchOptions options;
    private final Documents documents = new Documents();

    private Bench(BenchOptions options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        BenchOptions options = new BenchOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(args);
            options.check(commandLine);
        } catch (CommandLine.ParameterException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(System.out);
        } else {
            System.exit(run(options));
        }
    }

    private static int run(BenchOptions options) throws Exception {
        if (!ProcessTree.supported()) {
            System.err.println("bench: cannot measure on " + System.getProperty("os.name")
                    + ": expected Linux, whose /proc tells each process's CPU time and memory");
            return 2;
        }
        Files.createDirectories(OUT);
        Bench bench = new Bench(options);
        TextChain text = options.chain();
        ChainPhase.Found chain = text == null ? null : chain(text);
        Measurements found = bench.measure();
        if (chain != null) {
            TextMeasurements measured = new TextMeasurements(chain, found);
            measured.write(OUT.resolve("bench-text.json"));
            System.out.print(measured.text());
        }
        JsonReport.write(OUT.resolve("bench.json"), found, bench.settings());
        System.out.print(TextReport.of(found));
        return options.assertFloors && !found.allFloorsPass() ? 1 : 0;
    }

    private static ChainPhase.Found chain(TextChain chain) throws Exception {
        say("chain %s beside its library, on %,d texts", chain, TEXTS);
        Documents documents = new Documents();
        return new ChainPhase(
                        chain,
                        Stream.generate(documents::next)
                                .limit(TEXTS)
                                .map(Document::body)
                                .toList())
                .measure();
    }

    private Measurements measure() throws Exception {
        try (Meter meter = new Meter();
                Servers servers = new Servers(meter, OUT)) {
            say("loading %,d rows", options.rows);
            SourceTable.create(servers.source, documents, options);
            say("copying them once without the service, as the yardstick");
            Phase copy = new CopyYardstick(meter, options.rows).measure(servers.source, servers.target);
            say("starting broker and service: snapshot");
            return new ServiceRun(options, meter, servers, documents).measure(copy);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("service_jvm", options.serviceOptions);
        settings.put("broker_jvm", options.brokerOptions);
        settings.put("replica_identity", options.fullIdentity ? "full" : "default");
        settings.put("configuration", options.configuration);
        settings.put("rate", options.rate);
        settings.put("seconds", options.seconds);
        settings.put("distinct_sentences", 2 * Documents.SENTENCES);
        settings.put("changes_per_transaction", Changes.PER_TRANSACTION);
        settings.put("processors", Runtime.getRuntime().availableProcessors());
        settings.put("java", System.getProperty("java.runtime.version"));
        settings.put("fsync", "on");
        return settings;
    }

    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
