package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.service.AddTables;
import dev.limosa.service.AddedTables;
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
                "Empty tables in the target and read them anew, while the migration goes on. Tables that are applied in"
                        + " one order are read anew together; their constraints are dropped and made again behind it.",
                "Exit code 7, and nothing done, without --yes."
            },
            mixinStandardHelpOptions = true)
    int resnapshot(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "SCHEMA.TABLE", arity = "1..*", converter = TableConverter.class)
                    List<TableId> tables,
            @Option(names = "--yes", description = "really do it") boolean yes)
            throws Exception {
        if (!yes) {
            spec.commandLine()
                    .getErr()
                    .println("limosa: " + tables + " and the tables applied in one order with them would be emptied in"
                            + " the target and read anew; add --yes");
            return ExitCode.REFUSED;
        }
        List<TableId> all = new TableOperations(AddedTables.with(config.read())).resnapshot(tables, Operator.name());
        spec.commandLine()
                .getOut()
                .println("asked capture to read " + all + " anew; no barrier is proven until their rows are there");
        return ExitCode.OK;
    }

    @Command(
            name = "add",
            description = {
                "Take tables into a migration that has begun: add them to the configuration, and run this. Replicas that"
                        + " run stop their stages for some seconds, and go on with the new tables; they need not be"
                        + " given the new configuration before they are started again, and not even then.",
                "Exit code 7, and nothing done, if a table that is there would change, or someone writes to one of them"
                        + " for too long."
            },
            mixinStandardHelpOptions = true)
    int add(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "SCHEMA.TABLE", arity = "1..*", converter = TableConverter.class)
                    List<TableId> tables,
            @Option(
                            names = "--lock-timeout",
                            paramLabel = "TIME",
                            defaultValue = "5s",
                            converter = DurationConverter.class,
                            description =
                                    "how long to wait for transactions that write to the tables (default: 5s, at most 20s)")
                    Duration lockTimeout,
            @Mixin FollowOption follow)
            throws Exception {
        Main.quietClients(spec);
        MigrationConfig migration = config.read();
        requireConfigured(migration, tables);
        Duration patience = Duration.ofSeconds(Math.max(1, Math.min(20, lockTimeout.toSeconds())));
        String entries = config.entries(tables);
        TableOperations operations = new TableOperations(migration);
        if (operations.isRunning()) {
            return follow.issue(
                    migration,
                    AddTables.request(tables, entries, patience, Operator.name()),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }
        operations.add(entries, patience, Operator.name());
        spec.commandLine().getOut().println("added " + tables + "; no replica runs, start one by limosa run");
        return ExitCode.OK;
    }

    private static void requireConfigured(MigrationConfig migration, List<TableId> tables) {
        for (TableId table : tables) {
            if (migration.tables().stream().noneMatch(known -> known.table().equals(table))) {
                throw new RefusedException("cannot add table " + table
                        + ": expected it under 'tables' in the configuration, found none; add it there first");
            }
        }
    }
}
