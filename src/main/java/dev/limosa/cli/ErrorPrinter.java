package dev.limosa.cli;

import dev.limosa.check.CheckFailedException;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.SqlFailure;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** One clear sentence to a person instead of a stack trace; with {@code -v} the stack trace as well. */
final class ErrorPrinter implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        int exitCode = print(e, command);
        if (Main.isVerbose(command.getCommandSpec())) {
            e.printStackTrace(command.getErr());
        }
        return exitCode;
    }

    private static int print(Exception e, CommandLine command) {
        if (e instanceof InvalidConfigurationException invalid) {
            invalid.problems().forEach(command.getErr()::println);
            return ExitCode.INVALID;
        }
        if (e instanceof CheckFailedException failed) {
            failed.failures().forEach(failure -> command.getErr().println("limosa: " + failure.sentence()));
            return ExitCode.CHECK_FAILED;
        }
        command.getErr().println("limosa: " + message(e));
        return e instanceof RefusedException ? ExitCode.REFUSED : ExitCode.FAILED;
    }

    /** The reasons from the outermost to the innermost, each said once, without the full stop of some. */
    static String message(Throwable error) {
        StringBuilder message = new StringBuilder();
        for (@Nullable Throwable e = error; e != null; e = e.getCause()) {
            String reason = SqlFailure.of(e).orElse(said(e));
            if (!isWrapper(e) && message.indexOf(reason) < 0) {
                message.append(message.isEmpty() ? "" : ": ").append(reason);
            }
        }
        return message.toString();
    }

    private static String said(Throwable e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return "cannot use '" + file.getFile() + "': " + reason(file);
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : stripFullStop(e.getMessage());
    }

    /** The exceptions of files say no more than the path. */
    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileAlreadyExistsException
                ? "it is there already"
                : e.getClass().getSimpleName();
    }

    private static String stripFullStop(String message) {
        return message.endsWith(".") && !message.endsWith("..") ? message.substring(0, message.length() - 1) : message;
    }

    /** Says nothing of its own. */
    private static boolean isWrapper(Throwable e) {
        return e.getCause() != null
                && (e instanceof ExecutionException
                        || e instanceof CompletionException
                        || e instanceof UncheckedIOException
                        || e.getMessage() == null
                        || e.getMessage().equals(e.getCause().toString()));
    }
}
