package dev.limosa.cli;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.CommandRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code -c}, {@code --set}, {@code --no-wait}, {@code --timeout}: commands that replicas carry out mix this in. */
final class CommandOption {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private FollowOption follow = new FollowOption();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    MigrationConfig read() {
        return config.read();
    }

    /** @return the exit code */
    int issue(MigrationConfig migration, CommandRequest request) throws InterruptedException {
        return follow.issue(
                migration,
                request,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    int issue(CommandRequest request) throws InterruptedException {
        return issue(read(), request);
    }
}
