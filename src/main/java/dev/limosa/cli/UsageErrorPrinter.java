package dev.limosa.cli;

import dev.limosa.config.Suggestion;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command or option: what is wrong with it, what may have been meant, and where the help is. */
final class UsageErrorPrinter implements CommandLine.IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("limosa: " + message(e));
        err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        if (Main.isVerbose(command.getCommandSpec())) {
            e.printStackTrace(err);
        }
        return ExitCode.INVALID;
    }

    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        String found = unmatched.getUnmatched().get(0);
        CommandLine command = e.getCommandLine();
        if (found.startsWith("-")) {
            String name = found.replaceAll("=.*", "");
            return "unknown option '" + name + "'; "
                    + Suggestion.among(
                            name, command.getCommandSpec().optionsMap().keySet());
        }
        Set<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "unexpected argument '" + found + "'"
                : "unknown command '" + found + "'; " + Suggestion.among(found, commands);
    }
}
