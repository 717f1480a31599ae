package dev.limosa.cli;

import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.RefusedException;
import picocli.CommandLine;

/** One clear sentence to a person instead of a stack trace. */
final class ErrorPrinter implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (e instanceof InvalidConfigurationException invalid) {
            invalid.problems().forEach(commandLine.getErr()::println);
            return ExitCode.INVALID;
        }
        commandLine.getErr().println("limosa: " + message(e));
        return e instanceof RefusedException ? ExitCode.REFUSED : ExitCode.FAILED;
    }

    static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
