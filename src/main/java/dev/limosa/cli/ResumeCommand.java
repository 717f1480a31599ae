package dev.limosa.cli;

import dev.limosa.control.StageCommands;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets paused stages go on where they stopped. */
@Command(name = "resume", description = "Let paused stages go on where they stopped.", mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private CommandOption command = new CommandOption();

    @Mixin
    private StagesOption stages = new StagesOption();

    @Override
    public Integer call() throws Exception {
        return command.issue(StageCommands.resume(stages.stages(), Operator.name()));
    }
}
