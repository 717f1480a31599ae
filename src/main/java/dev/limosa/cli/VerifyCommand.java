package dev.limosa.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Is the target what the transforms make of the source? */
@Command(
        name = "verify",
        description = "Compare source and target through the transforms.",
        mixinStandardHelpOptions = true,
        subcommands = VerifyRunCommand.class)
final class VerifyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
