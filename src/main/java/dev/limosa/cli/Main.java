package dev.limosa.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code limosa}: moves a live database to another one without stopping it. */
@Command(
        name = "limosa",
        description = "Moves a live, text-heavy database to another one without stopping it.",
        mixinStandardHelpOptions = true,
        version = "limosa 0.1.0",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ThrottleCommand.class
        })
public final class Main implements Runnable {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new ErrorPrinter());
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }
}
