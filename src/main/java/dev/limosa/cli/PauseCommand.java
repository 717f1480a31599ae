package dev.limosa.cli;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.Stage;
import dev.limosa.control.StageCommands;
import dev.limosa.lag.SourceView.Slot;
import dev.limosa.service.MigrationPlan;
import dev.limosa.status.StatusReader;
import dev.limosa.status.Units;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops stages in all replicas without stopping the replicas. */
@Command(
        name = "pause",
        description = "Pause stages of a migration in all replicas; it stays paused over restarts.",
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

    @Mixin
    private CommandOption command = new CommandOption();

    @Mixin
    private StagesOption stages = new StagesOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Main.quietClients(spec);
        MigrationConfig migration = command.read();
        List<Stage> wanted = stages.stages();
        int code = command.issue(migration, StageCommands.pause(wanted, Operator.name()));
        if (code == ExitCode.OK && wanted.contains(Stage.CAPTURE)) {
            tellWal(migration, spec.commandLine().getOut());
        }
        return code;
    }

    private static void tellWal(MigrationConfig migration, PrintWriter out) throws InterruptedException {
        try (StatusReader reader = new StatusReader(migration, MigrationPlan.GENERATION)) {
            Slot slot = reader.look().slot();
            out.println(
                    slot == null
                            ? "while capture is paused the source keeps all WAL for its slot; watch limosa status"
                            : "while capture is paused the source keeps all WAL for slot " + slot.name() + ": "
                                    + Units.bytes(slot.retainedBytes()) + " now"
                                    + (slot.limitBytes() == null
                                            ? ", without a limit (max_slot_wal_keep_size)"
                                            : ", lost beyond " + Units.bytes(slot.limitBytes())));
        }
    }
}
