package dev.limosa.cli;

import static java.util.Objects.requireNonNull;

import dev.limosa.check.CheckId;
import dev.limosa.check.Fixes;
import dev.limosa.check.Preflight;
import dev.limosa.check.Report;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.Suggestion;
import dev.limosa.service.AddedTables;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells whether a migration can run, and what will not come along. */
@Command(
        name = "check",
        description = "Check servers, tables and topics before a migration; reads only, unless --fix is given.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it can run", "2:the configuration is invalid", "5:at least one check failed"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--fix",
            arity = "0..1",
            split = ",",
            fallbackValue = "",
            paramLabel = "CODE",
            description =
                    "carry out the fixes that are safe (they touch Limosa's own topics only, delete nothing and are"
                            + " taken back by one command), and those of these codes (--fix=TB-205: they are shown with"
                            + " what they cost); then check again")
    private @Nullable List<String> fix;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        refuseUnknownCodes();
        MigrationConfig migration = AddedTables.with(config.read());
        Report report = look(migration);
        out().print(output.isJson() ? ReportPrinter.json(migration.migration(), report) : ReportPrinter.text(report));
        out().flush();
        return report.failed() ? ExitCode.CHECK_FAILED : ExitCode.OK;
    }

    private Report look(MigrationConfig migration) throws Exception {
        try (QuietLogs quiet = new QuietLogs()) {
            Report report = Preflight.of(migration);
            if (fix == null) {
                return report;
            }
            fix(migration, report);
            return Preflight.of(migration);
        }
    }

    private void fix(MigrationConfig migration, Report report) throws Exception {
        List<String> done = new Fixes(migration).apply(report, codes());
        done.forEach(command -> err().println("fixed " + command));
        codes().stream()
                .filter(code -> done.stream().noneMatch(command -> command.startsWith(code + " ")))
                .forEach(code ->
                        err().println("nothing fixed for " + code + ": it was not found, or has to be done by hand"));
    }

    private Set<String> codes() {
        return fix == null
                ? Set.of()
                : fix.stream().filter(code -> !code.isBlank()).collect(Collectors.toCollection(TreeSet::new));
    }

    private void refuseUnknownCodes() {
        List<String> known = Arrays.stream(CheckId.values()).map(CheckId::code).toList();
        codes().stream().filter(code -> !known.contains(code)).findFirst().ifPresent(code -> {
            throw new ParameterException(
                    spec().commandLine(), "unknown check '" + code + "'; " + Suggestion.among(code, known));
        });
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        return requireNonNull(spec, "set by picocli");
    }
}
