package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.verify.Duplicates;
import dev.limosa.verify.Duplicates.Found;
import dev.limosa.verify.Duplicates.Pair;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rows that are nearly the same. */
@Command(
        name = "duplicates",
        description = {
            "Find rows of the target whose texts are nearly the same, by an output 'simhash' that is cut into bands.",
            "Prints pairs of keys and in how many of 64 bits their hashes differ, the nearest first. Of rows with the very"
                    + " same hash each is paired with the first of them only."
        },
        mixinStandardHelpOptions = true)
final class TransformDuplicatesCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--table",
            required = true,
            paramLabel = "SCHEMA.TABLE",
            converter = TableConverter.class,
            description = "the source table")
    @SuppressWarnings("NullAway.Init") // picocli demands it.
    private TableId table;

    @Option(
            names = "--by",
            paramLabel = "OUTPUT",
            description = "which of the table's outputs, if it has several of the kind")
    private @Nullable String name;

    @Option(
            names = "--distance",
            paramLabel = "BITS",
            defaultValue = "3",
            description =
                    "in how many bits two hashes may differ; fewer than there are bands (default: ${DEFAULT-VALUE})")
    private int distance;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many pairs to name; all are counted (default: ${DEFAULT-VALUE})")
    private int limit;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        MigrationConfig migration = config.read();
        Found found;
        try {
            found = new Duplicates(migration, ConfiguredTable.find(migration, table, spec.commandLine()), name)
                    .find(distance, limit);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(json(migration, found));
        } else {
            text(found, out);
        }
        return ExitCode.OK;
    }

    private String json(MigrationConfig migration, Found found) {
        return new JsonAnswer()
                .put("migration", migration.migration())
                .put("table", table.toString())
                .put("distance", distance)
                .put("pairs", found.total())
                .put(
                        "nearest",
                        found.pairs().stream()
                                .map(pair -> new JsonAnswer()
                                        .put("key", pair.key())
                                        .put("other", pair.other())
                                        .put("distance", pair.distance())
                                        .fields())
                                .toList())
                .text();
    }

    private static void text(Found found, PrintWriter out) {
        TextTable table = new TextTable("key", "other", "distance");
        for (Pair pair : found.pairs()) {
            table.row(pair.key(), pair.other(), pair.distance());
        }
        if (!found.pairs().isEmpty()) {
            table.lines().forEach(out::println);
        }
        long shown = found.pairs().size();
        out.println(found.total() + " pairs" + (found.total() > shown ? ", " + shown + " shown (--limit)" : ""));
    }
}
