package dev.limosa.cli;

import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code -c migration.yaml}: every command that works on a migration mixes this in. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:LIMOSA_CONFIG:-migration.yaml}",
            description = "the migration's configuration (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("migration.yaml");

    /** @throws dev.limosa.config.InvalidConfigurationException holding everything that is wrong with it */
    MigrationConfig read() {
        return ConfigFile.read(file);
    }
}
