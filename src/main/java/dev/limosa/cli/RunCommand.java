package dev.limosa.cli;

import dev.limosa.check.Preflight;
import dev.limosa.config.MigrationConfig;
import dev.limosa.service.AddedTables;
import dev.limosa.service.MigrationService;
import dev.limosa.service.Role;
import dev.limosa.service.SteadyPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one replica until it is told to stop (SIGTERM, Ctrl-C) or a stage has failed for good. */
@Command(name = "run", description = "Run one replica of a migration until SIGTERM.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            description = "what this replica takes part in: ${COMPLETION-CANDIDATES} (default: all)")
    private List<Role> roles = List.of(Role.values());

    @Override
    public Integer call() throws Exception {
        MigrationConfig migration = AddedTables.with(config.read());
        try (MigrationService service = new MigrationService(migration, EnumSet.copyOf(roles))) {
            Thread stop = new Thread(() -> stop(service), "limosa-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                preflight(migration);
                service.start();
                throw new ExecutionException(service.failure().get());
            } finally {
                forget(stop);
            }
        }
    }

    private static void preflight(MigrationConfig migration) throws Exception {
        try (QuietLogs quiet = new QuietLogs()) {
            new SteadyPlan(() -> AddedTables.state(migration)).look(state -> {
                // An addition that was cut short has to be brought to its end first, and this replica may be the one
                // to do it.
                if (!state.changing()) {
                    Preflight.require(AddedTables.with(migration));
                }
                return state;
            });
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM is ending already, and the hook stops the service.
        }
    }

    /** Ends the process itself: the JVM would report a stop that was asked for as 143. */
    private static void stop(MigrationService service) {
        service.close();
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
