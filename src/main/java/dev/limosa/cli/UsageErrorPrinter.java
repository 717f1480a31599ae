package dev.limosa.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command or option: what is wrong with it, what may have been meant, and where the help is. */
final class UsageErrorPrinter implements CommandLine.IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("limosa: " + e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream()
                    .findFirst()
                    .ifPresent(nearest -> err.println("did you mean: " + nearest));
        }
        err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        if (Main.isVerbose(command.getCommandSpec())) {
            e.printStackTrace(err);
        }
        return ExitCode.INVALID;
    }
}
