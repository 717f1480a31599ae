package dev.limosa.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the transforms are made of, and what they make. */
@Command(
        name = "transform",
        description = "Try the transforms, see what they are made of, and what another configuration would change.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TransformListCommand.class,
            TransformRunCommand.class,
            TransformExplainCommand.class,
            TransformFingerprintCommand.class,
            TransformDiffCommand.class,
            TransformDuplicatesCommand.class
        })
final class TransformCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
