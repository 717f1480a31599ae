package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code -c migration.yaml --set path=value}: every command that works on a migration mixes this in. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:LIMOSA_CONFIG:-migration.yaml}",
            description = "the migration's configuration (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("migration.yaml");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set one value of the configuration, such as sink.tasks=4; stands above the file and the"
                    + " environment (LIMOSA_SINK_TASKS), and may be given again")
    private List<String> settings = List.of();

    /** The entries of these tables as they stand in it. */
    String entries(List<TableId> tables) {
        return ConfigFile.entries(file, settings, System.getenv(), tables);
    }

    List<String> settings() {
        return settings;
    }

    /** @throws dev.limosa.config.InvalidConfigurationException holding everything that is wrong with it */
    MigrationConfig read() {
        return ConfigFile.read(file, settings, System.getenv());
    }
}
