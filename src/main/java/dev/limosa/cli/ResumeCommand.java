package dev.limosa.cli;

import dev.limosa.control.StageCommands;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets paused stages go on where they stopped. */
@Command(name = "resume", description = "Let paused stages go on where they stopped.", mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private StagesOption stages = new StagesOption();

    @Mixin
    private FollowOption follow = new FollowOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return follow.issue(
                config.read(),
                StageCommands.resume(stages.stages(), FollowOption.user()),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }
}
