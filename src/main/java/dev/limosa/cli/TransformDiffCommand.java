package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.preview.DiffReport;
import dev.limosa.preview.TransformDiff;
import dev.limosa.preview.TransformDiff.Origin;
import dev.limosa.preview.TransformDiff.Scope;
import dev.limosa.status.Units;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What another configuration would change. */
@Command(
        name = "diff",
        description = {
            "Tell what would change in the target with the configuration of -c: every row, or a sample, is"
                    + " made as the running migration makes it and as this configuration would. Reads only; a migration may"
                    + " run meanwhile.",
            "Words that come and go are named, and the keys of the rows that change most; no other values."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing would change", "3:rows or columns would change"})
final class TransformDiffCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--old",
            paramLabel = "FILE",
            description = "compare with this configuration (default: what the running migration was begun with)")
    private @Nullable Path old;

    @Option(
            names = "--from",
            paramLabel = "ORIGIN",
            defaultValue = "source",
            description =
                    "where rows are read: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). History spares the"
                            + " source, and takes about 150 bytes of memory for each row of a table")
    private Origin origin = Origin.SOURCE;

    @Mixin
    private TablesOption tables = new TablesOption();

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "0",
            description = "about N rows of each table, from all over it (default: all rows)")
    private long sample;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "10",
            description = "how many rows to name for each table (default: ${DEFAULT-VALUE})")
    private int examples;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many words to name that come, and that go (default: ${DEFAULT-VALUE})")
    private int tokens;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        MigrationConfig migration = config.read();
        List<TableId> wanted =
                tables.in(migration).stream().map(TableConfig::table).toList();
        Main.quietClients(spec);
        TransformDiff diff =
                new TransformDiff(migration, new Scope(wanted, origin, sample), examples, tokens, this::tell);
        DiffReport report = old == null
                ? diff.againstRunning()
                : diff.against(ConfigFile.read(old, config.settings(), System.getenv()));
        PrintWriter out = spec.commandLine().getOut();
        report.notCompared().forEach(spec.commandLine().getErr()::println);
        if (output.isJson()) {
            out.println(DiffText.json(migration.migration(), report).text());
        } else {
            DiffText.lines(report).forEach(out::println);
        }
        return report.isDifferent() ? ExitCode.DIFFERENT : ExitCode.OK;
    }

    private void tell(TableId table, long rows) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("comparing  " + table + "  " + Units.count(rows) + " rows");
        err.flush();
    }
}
