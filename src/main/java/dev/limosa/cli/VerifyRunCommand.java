package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.service.RereadRepair;
import dev.limosa.status.Units;
import dev.limosa.verify.BarrierTimeoutException;
import dev.limosa.verify.Repair;
import dev.limosa.verify.RowDifference;
import dev.limosa.verify.TableReport;
import dev.limosa.verify.Verification;
import dev.limosa.verify.VerificationProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares every row behind a barrier, while the migration goes on. */
@Command(
        name = "run",
        description = {
            "Compare every row of source and target through the transforms, while both are written to.",
            "A row counts as different only if it was not touched while it was looked at and still differs behind the"
                    + " next barriers. Prints keys and column names, never values."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no row is different",
            "3:rows are different",
            "6:no barrier came through in time, or rows kept changing for as long as --timeout"
        })
final class VerifyRunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private TablesOption tables = new TablesOption();

    @Option(
            names = "--limit",
            defaultValue = "20",
            description = "how many differing rows to name for each table; all are counted (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "how long to wait for a barrier, and for rows to stand still (default: ${DEFAULT-VALUE})")
    private Duration timeout = Duration.ofSeconds(60);

    @Option(
            names = "--repair",
            description =
                    "have capture read each differing row again, through the log; verify again to see the outcome")
    private boolean repair;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        MigrationConfig migration = config.read();
        List<TableId> wanted =
                tables.in(migration).stream().map(TableConfig::table).toList();
        List<TableReport> reports = new ArrayList<>();
        try (Verification verification = new Verification(migration, timeout, new StderrProgress(err()));
                @Nullable RereadRepair rereads = repair ? new RereadRepair(migration, Operator.name()) : null) {
            for (TableId table : repair ? wanted : List.<TableId>of()) {
                verification.requireRepairable(table);
            }
            for (TableId table : wanted) {
                reports.add(verification.run(table, rereads == null ? Repair.NONE : rereads, limit));
                verification.runTerms(table, limit).ifPresent(reports::add);
            }
        } catch (BarrierTimeoutException e) {
            err().println("limosa: " + e.getMessage());
            return ExitCode.TIMED_OUT;
        }
        print(migration, reports);
        sayRepair(reports);
        return exitCode(reports);
    }

    private void sayRepair(List<TableReport> reports) {
        long asked = reports.stream().mapToLong(TableReport::different).sum();
        if (repair && asked > 0) {
            err().println("limosa: capture was asked to read " + Units.count(asked)
                    + " rows again; verify again to see the outcome");
        }
    }

    private static int exitCode(List<TableReport> reports) {
        boolean unsettled = reports.stream().anyMatch(report -> report.unsettled() > 0);
        return reports.stream().anyMatch(report -> report.different() > 0)
                ? ExitCode.DIFFERENT
                : unsettled ? ExitCode.TIMED_OUT : ExitCode.OK;
    }

    private void print(MigrationConfig migration, List<TableReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(json(migration, reports));
        } else {
            text(reports).forEach(out::println);
        }
    }

    private String json(MigrationConfig migration, List<TableReport> reports) {
        return new JsonAnswer()
                .put("migration", migration.migration())
                .put(
                        "different",
                        reports.stream().mapToLong(TableReport::different).sum())
                .put("repair_requested", repair)
                .put("tables", reports.stream().map(VerifyRunCommand::json).toList())
                .text();
    }

    private static Map<String, Object> json(TableReport report) {
        return new JsonAnswer()
                .put("table", report.table().toString())
                .put("target", report.target().toString())
                .put("compared", report.compared())
                .put("different", report.different())
                .put("missing", report.missing())
                .put("extra", report.extra())
                .put("unequal", report.unequal())
                .put("filtered", report.filtered())
                .put("unsettled", report.unsettled())
                .put("open", report.open())
                .put("discarded", report.discarded())
                .put("verified_through", report.verifiedThrough())
                .put(
                        "differences",
                        report.differences().stream()
                                .map(VerifyRunCommand::json)
                                .toList())
                .fields();
    }

    private static Map<String, Object> json(RowDifference difference) {
        return new JsonAnswer()
                .put("kind", kind(difference))
                .put("key", difference.key())
                .put("columns", difference.columns())
                .fields();
    }

    private static String kind(RowDifference difference) {
        return difference.kind().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> text(List<TableReport> reports) {
        TextTable table = new TextTable(
                "table",
                "compared",
                "different",
                "missing",
                "extra",
                "unequal",
                "unsettled",
                "open",
                "discarded",
                "verified through");
        for (TableReport report : reports) {
            table.row(
                    report.table(),
                    report.compared(),
                    report.different(),
                    report.missing(),
                    report.extra(),
                    report.unequal(),
                    report.unsettled(),
                    report.open(),
                    report.discarded(),
                    "barrier " + report.verifiedThrough());
        }
        List<String> lines = new ArrayList<>(table.lines());
        reports.forEach(report -> lines.addAll(differences(report)));
        return lines;
    }

    private static List<String> differences(TableReport report) {
        List<String> lines = new ArrayList<>();
        for (RowDifference difference : report.differences()) {
            lines.add(report.table() + "  " + difference.key() + "  " + kind(difference)
                    + (difference.columns().isEmpty() ? "" : "  " + String.join(", ", difference.columns())));
        }
        long more = report.different() - report.differences().size();
        if (more > 0) {
            lines.add(report.table() + "  … and " + more + " more (--limit)");
        }
        return lines;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private record StderrProgress(PrintWriter err) implements VerificationProgress {

        @Override
        public void compared(TableId table, long rows) {
            err.println("comparing  " + table + "  " + Units.count(rows) + " rows");
            err.flush();
        }

        @Override
        public void lookingAgain(TableId table, int rows) {
            err.println("comparing  " + table + "  " + rows + " rows differ so far; looking again behind a barrier");
            err.flush();
        }
    }
}
