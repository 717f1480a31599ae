package dev.limosa.cli;

import dev.limosa.config.MigrationConfig;
import dev.limosa.service.MigrationService;
import dev.limosa.service.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
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
        MigrationConfig migration = config.read();
        MigrationService service = new MigrationService(migration, EnumSet.copyOf(roles));
        AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);
        Thread stop = new Thread(() -> stop(service, exitCode), "limosa-stop");
        service.start();
        Runtime.getRuntime().addShutdownHook(stop);
        Throwable failure = service.failure().get();
        System.err.println("limosa: " + ErrorPrinter.message(failure));
        exitCode.set(ExitCode.FAILED);
        return ExitCode.FAILED;
    }

    /** Ends the process itself: the JVM would report a stop that was asked for as 143. */
    private static void stop(MigrationService service, AtomicInteger exitCode) {
        service.close();
        Runtime.getRuntime().halt(exitCode.get());
    }
}
