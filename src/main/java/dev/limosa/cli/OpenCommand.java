package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.openrow.DeadLetter;
import dev.limosa.openrow.OpenRow;
import dev.limosa.openrow.OpenRowFilter;
import dev.limosa.openrow.OpenRows;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rows that could not be carried to the target yet. */
@Command(
        name = "open",
        description = "See, read again or give up rows that could not be carried to the target.",
        mixinStandardHelpOptions = true)
final class OpenCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(name = "list", description = "List open rows, those open longest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ConfigOption config,
            @Mixin OutputOption output,
            @Option(names = "--table", converter = TableConverter.class, description = "only this source table")
                    @Nullable
                    TableId table,
            @Option(names = "--limit", defaultValue = "100", description = "how many to name (default: 100)") int limit)
            throws Exception {
        List<OpenRow> rows = new ArrayList<>();
        long[] count = new long[1];
        try (OpenRows open = new OpenRows(config.read())) {
            open.forEach(new OpenRowFilter(table, null), row -> {
                count[0]++;
                if (rows.size() < limit) {
                    rows.add(row);
                }
            });
        }
        if (output.isJson()) {
            out().println(new JsonAnswer()
                    .put("open", count[0])
                    .put("rows", rows.stream().map(row -> json(row).fields()).toList())
                    .text());
        } else {
            text(rows).forEach(out()::println);
            out().println(count[0] + " open" + (count[0] > rows.size() ? ", " + rows.size() + " shown (--limit)" : ""));
        }
        return ExitCode.OK;
    }

    private static List<String> text(List<OpenRow> rows) {
        TextTable table = new TextTable("table", "key", "stage", "since", "barrier", "reason");
        rows.forEach(row -> table.row(row.table(), row.key(), row.stage(), row.since(), row.barrier(), row.error()));
        return rows.isEmpty() ? List.of() : table.lines();
    }

    private static JsonAnswer json(OpenRow row) {
        return new JsonAnswer()
                .put("table", row.table().toString())
                .put("key", row.key())
                .put("stage", row.stage())
                .put("reason", row.error())
                .put("since", row.since())
                .put("sequence", row.sequence())
                .put("barrier", row.barrier());
    }

    @Command(
            name = "show",
            description = "Show one open row, and what the dead letter queue holds of it.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ConfigOption config,
            @Mixin OutputOption output,
            @Parameters(paramLabel = "SCHEMA.TABLE", converter = TableConverter.class) TableId table,
            @Parameters(paramLabel = "KEY", description = "as list prints it, or its values alone: 7,2") String key,
            @Option(names = "--values", description = "print the row's values, too") boolean values)
            throws Exception {
        try (OpenRows open = new OpenRows(config.read())) {
            OpenRow row = one(open, new OpenRowFilter(table, key));
            List<DeadLetter> letters = open.deadLetters(row);
            if (output.isJson()) {
                out().println(json(row)
                        .put(
                                "dead_letters",
                                letters.stream()
                                        .map(letter -> json(letter, values))
                                        .toList())
                        .text());
            } else {
                text(row, letters, values).forEach(out()::println);
            }
        }
        return ExitCode.OK;
    }

    private static OpenRow one(OpenRows open, OpenRowFilter filter) throws Exception {
        List<OpenRow> rows = new ArrayList<>();
        open.forEach(filter, rows::add);
        if (rows.isEmpty()) {
            throw new RefusedException("cannot show row " + filter.key() + " of table " + filter.table()
                    + ": expected it to be open, found none of that key; see limosa open list");
        }
        return rows.get(0);
    }

    private static Map<String, Object> json(DeadLetter letter, boolean values) {
        JsonAnswer answer = new JsonAnswer()
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("written_at", letter.writtenAt())
                .put("headers", letter.headers().toTexts());
        return values ? answer.put("value", String.valueOf(letter.value())).fields() : answer.fields();
    }

    private static List<String> text(OpenRow row, List<DeadLetter> letters, boolean values) {
        List<String> lines = new ArrayList<>();
        json(row).fields().forEach((name, value) -> lines.add(String.format("%-12s %s", name, value)));
        for (DeadLetter letter : letters) {
            lines.add("dead letter  partition " + letter.partition() + " offset " + letter.offset() + " written "
                    + letter.writtenAt());
            letter.headers().toTexts().forEach((name, value) -> lines.add("  " + name + "  " + value));
            if (values) {
                lines.add("  value  " + letter.value());
            }
        }
        return lines;
    }

    @Command(
            name = "reread",
            description = {
                "Have capture read open rows from the source again, through the log.",
                "Exit code 4 if a row stays open, 6 if nothing was heard of one within --timeout; the request stays."
            },
            mixinStandardHelpOptions = true)
    int reread(
            @Mixin ConfigOption config,
            @Mixin OutputOption output,
            @Mixin OpenRowOptions which,
            @Option(
                            names = "--timeout",
                            paramLabel = "TIME",
                            defaultValue = "60s",
                            converter = DurationConverter.class,
                            description = "how long to wait (default: ${DEFAULT-VALUE})")
                    Duration timeout)
            throws Exception {
        MigrationConfig migration = config.read();
        try (OpenRows open = new OpenRows(migration)) {
            OpenRows.Reread outcome = open.reread(which.filter(spec.commandLine()), Operator.name(), timeout);
            out().println(
                            output.isJson()
                                    ? new JsonAnswer()
                                            .put("asked", outcome.asked())
                                            .put("closed", outcome.closed())
                                            .put("open_again", outcome.openAgain())
                                            .put("waiting", outcome.waiting())
                                            .text()
                                    : outcome.asked() + " asked for, " + outcome.closed() + " closed, "
                                            + outcome.openAgain() + " open again, " + outcome.waiting() + " waiting");
            return outcome.waiting() > 0
                    ? ExitCode.TIMED_OUT
                    : outcome.openAgain() > 0 ? ExitCode.NOT_READY : ExitCode.OK;
        }
    }

    @Command(
            name = "discard",
            description = {
                "Give open rows up: they stay wrong in the target, and no longer keep barriers unproven.",
                "Who did it and why is kept in limosa.discarded_row; limosa verify still tells that they differ."
            },
            mixinStandardHelpOptions = true)
    int discard(
            @Mixin ConfigOption config,
            @Mixin OutputOption output,
            @Mixin OpenRowOptions which,
            @Option(names = "--reason", required = true, description = "kept with the rows") String reason,
            @Option(names = "--yes", description = "really do it") boolean yes)
            throws Exception {
        OpenRowFilter filter = which.filter(spec.commandLine());
        try (OpenRows open = new OpenRows(config.read())) {
            long[] rows = new long[1];
            open.forEach(filter, row -> rows[0]++);
            long discarded = yes ? open.discard(filter, Operator.name(), reason) : 0;
            out().println(
                            output.isJson()
                                    ? new JsonAnswer()
                                            .put("rows", rows[0])
                                            .put("discarded", discarded)
                                            .text()
                                    : yes ? discarded + " discarded" : rows[0] + " would be discarded; add --yes");
            return yes || rows[0] == 0 ? ExitCode.OK : ExitCode.REFUSED;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
