package dev.limosa.cli;

import dev.limosa.service.MigrationPlan;
import dev.limosa.status.MigrationStatus;
import dev.limosa.status.Phase;
import dev.limosa.status.StatusReader;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a migration does, from any machine that has its configuration. */
@Command(
        name = "status",
        description = "Tell what a migration does: phase, lag, open rows, replicas, and why anything waits.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it runs, or is paused as someone asked; with --wait: what was waited for is there",
            " 1:source, Kafka or target can't be reached from here",
            " 4:it is stopped, has never run, or nothing comes through",
            " 6:--wait ran out of time"
        })
final class StatusCommand implements Callable<Integer> {

    private static final Set<Phase> NOT_RUNNING = Set.of(Phase.NOT_STARTED, Phase.STOPPED, Phase.STALLED);
    private static final Duration SHORTEST_WATCH = Duration.ofSeconds(1);
    private static final String REDRAW = "\033[H\033[2J";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            fallbackValue = "2s",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "again every TIME (2s); on a terminal redrawn, else a line of key=value each")
    private @Nullable Duration watch;

    @Option(
            names = "--wait",
            paramLabel = "FOR",
            description = "wait until streaming: all rows are there and changes follow; or barrier: all that the source"
                    + " has committed by now is in the target")
    private @Nullable WaitFor wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "how long --wait waits at most, such as 10m; for ever unless set")
    private @Nullable Duration timeout;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Main.quietClients(spec);
        if (timeout != null && wait == null) {
            throw new ParameterException(spec.commandLine(), "--timeout is how long --wait waits: say what for");
        }
        if (watch != null && watch.compareTo(SHORTEST_WATCH) < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--watch: expected 1s or more, found " + watch.toMillis() + "ms");
        }
        try (StatusReader reader = new StatusReader(config.read(), MigrationPlan.GENERATION)) {
            if (wait != null) {
                return await(reader, wait);
            }
            MigrationStatus status = reader.look();
            while (watch != null) {
                show(status, true);
                Thread.sleep(watch.toMillis());
                status = reader.look();
            }
            show(status, false);
            return exitCode(status);
        }
    }

    private void show(MigrationStatus status, boolean again) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.print(status.toJson());
        } else if (!again) {
            out.print(StatusText.screen(status));
        } else if (System.console() != null) {
            out.print(REDRAW + StatusText.screen(status));
        } else {
            out.println(
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) + " status " + StatusLine.of(status));
        }
        out.flush();
    }

    static int exitCode(MigrationStatus status) {
        if (!status.unreachable().isEmpty()) {
            return ExitCode.FAILED;
        }
        return NOT_RUNNING.contains(status.phase()) ? ExitCode.NOT_READY : ExitCode.OK;
    }

    private int await(StatusReader reader, WaitFor goal) throws InterruptedException {
        long began = System.nanoTime();
        WaitFor.Condition condition = goal.begin();
        while (true) {
            MigrationStatus status = reader.look();
            if (condition.met(status)) {
                show(status, false);
                return ExitCode.OK;
            }
            if (timeout != null && System.nanoTime() - began > timeout.toNanos()) {
                show(status, false);
                spec.commandLine()
                        .getErr()
                        .println("limosa: waited " + timeout.toSeconds() + " s in vain for " + condition.goal());
                return ExitCode.TIMED_OUT;
            }
            Thread.sleep(500);
        }
    }
}
