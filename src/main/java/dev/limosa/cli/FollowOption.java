package dev.limosa.cli;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.Command;
import dev.limosa.control.CommandChannel;
import dev.limosa.control.CommandRequest;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --no-wait} and {@code --timeout}: commands that a replica carries out mix this in. */
final class FollowOption {

    @Option(names = "--no-wait", description = "write the command and return; a replica carries it out when one runs")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "how long to wait for a replica to take the command; then it is taken back (default: 30s)")
    private Duration timeout = Duration.ofSeconds(30);

    /** @return the exit code */
    int issue(MigrationConfig migration, CommandRequest request, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        try (CommandChannel channel = new CommandChannel(migration)) {
            long id = channel.issue(request);
            if (noWait) {
                out.println("command " + id + " is written; a replica carries it out when one runs");
                return ExitCode.OK;
            }
            return tell(channel.follow(id, timeout, err::println), out, err);
        }
    }

    private int tell(Command command, PrintWriter out, PrintWriter err) {
        if (command.outcome() == null) {
            throw new IllegalStateException("BUG: command " + command.id() + " has no outcome yet");
        }
        return switch (command.outcome()) {
            case DONE -> {
                out.println(command.message());
                yield ExitCode.OK;
            }
            case REFUSED -> failed(command.message(), ExitCode.REFUSED, err);
            case FAILED -> failed(command.message(), ExitCode.FAILED, err);
            case WITHDRAWN -> failed(
                    "no replica took the command within " + timeout.toSeconds() + " s, so it was taken back and nothing"
                            + " was changed; start one with: limosa run (or use --no-wait)",
                    ExitCode.TIMED_OUT,
                    err);
        };
    }

    private static int failed(@Nullable String message, int code, PrintWriter err) {
        err.println("limosa: " + message);
        return code;
    }
}
