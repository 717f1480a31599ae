package dev.limosa.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can be said to the demo on its command line. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Migrates a live PostgreSQL database to another one on this machine, and proves it.")
final class DemoOptions {

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000",
            description = "rows of all tables together" + " (default: ${DEFAULT-VALUE})")
    long rows;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "6000",
            description = "rows changed while it runs" + " (default: ${DEFAULT-VALUE})")
    long changes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "changed rows a second" + " (default: ${DEFAULT-VALUE})")
    double rate;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "your own rows instead: JSON objects, one a line," + " .jsonl or .jsonl.gz; 'id' is the key")
    @Nullable
    Path data;

    @Option(
            names = "--text",
            paramLabel = "COLUMN",
            description = "of your own rows: the column to make tokens, keywords and a fingerprint of")
    @Nullable
    String text;

    @Option(names = "--servers-only", description = "only start Kafka and two empty databases, until Ctrl-C")
    boolean serversOnly;

    @Option(names = "--keep", description = "stay up when done, until Ctrl-C")
    boolean keep;

    @Option(names = "--report", paramLabel = "FILE", description = "write the figures as JSON")
    @Nullable
    Path report;

    @Option(
            names = "--class-archive",
            hidden = true,
            paramLabel = "FILE",
            description = "for the build: have the service write its classes, for later starts")
    @Nullable
    Path classArchive;
}
