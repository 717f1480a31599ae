package dev.limosa.demo;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            description = "rows changed while it runs, at least: the writers go on until the snapshot is done"
                    + " (default: ${DEFAULT-VALUE})")
    long changes;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "300/s",
            converter = Rate.class,
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

    /** {@code 300/s} or {@code 300}. */
    static final class Rate implements ITypeConverter<Double> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(?:/s)?");

        @Override
        public Double convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches() || Double.parseDouble(form.group(1)) == 0) {
                throw new TypeConversionException("expected rows a second such as 300/s, found '" + text + "'");
            }
            return Double.valueOf(form.group(1));
        }
    }

    /** @throws IllegalArgumentException saying what is wrong */
    void check() {
        if (rows < 1 || changes < 0) {
            throw new IllegalArgumentException("cannot migrate that: expected --rows of at least 1 and --changes of at"
                    + " least 0, found " + rows + " and " + changes);
        }
    }
}
