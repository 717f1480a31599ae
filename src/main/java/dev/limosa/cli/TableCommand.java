package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.service.TableOperations;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Single tables of a migration that has begun. */
@Command(
        name = "table",
        description = "Add a table to a migration that has begun, or read one anew.",
        mixinStandardHelpOptions = true)
final class TableCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(
            name = "resnapshot",
            description = {
                "Empty a table in the target and read it anew, while the migration goes on.",
                "Exit code 7 without --yes, and for a table that is applied in one order with others."
            },
            mixinStandardHelpOptions = true)
    int resnapshot(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "SCHEMA.TABLE", converter = TableConverter.class) TableId table,
            @Option(names = "--yes", description = "really do it") boolean yes)
            throws Exception {
        if (!yes) {
            spec.commandLine()
                    .getErr()
                    .println("limosa: table " + table + " would be emptied in the target and read anew; add --yes");
            return ExitCode.REFUSED;
        }
        new TableOperations(config.read()).resnapshot(table, Operator.name());
        spec.commandLine()
                .getOut()
                .println("asked capture to read " + table + " anew; no barrier is proven until its rows are there");
        return ExitCode.OK;
    }

    @Command(
            name = "add",
            description = {
                "Take tables into a migration that has begun: add them to the configuration, stop all replicas, run"
                        + " this, and start the replicas again with the new configuration.",
                "Exit code 7, and nothing done, while replicas run or if a table that is there would change."
            },
            mixinStandardHelpOptions = true)
    int add(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "SCHEMA.TABLE", arity = "1..*", converter = TableConverter.class)
                    List<TableId> tables,
            @Option(
                            names = "--lock-timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "5",
                            description = "how long to wait for transactions that write to the tables (default: 5)")
                    int lockSeconds)
            throws Exception {
        new TableOperations(config.read()).add(tables, Duration.ofSeconds(lockSeconds));
        spec.commandLine().getOut().println("added " + tables + "; start the replicas with this configuration");
        return ExitCode.OK;
    }
}
