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
        Main.quietClients(spec);
        MigrationConfig migration = config.read();
        List<Stage> wanted = stages.stages();
        PrintWriter out = spec.commandLine().getOut();
        int code = follow.issue(
                migration,
                StageCommands.pause(wanted, FollowOption.user()),
                out,
                spec.commandLine().getErr());
        if (code == ExitCode.OK && wanted.contains(Stage.CAPTURE)) {
            tellWal(migration, out);
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
