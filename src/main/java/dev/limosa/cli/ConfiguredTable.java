package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.Suggestion;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A table that a command line names, in the configuration. */
final class ConfiguredTable {

    private ConfiguredTable() {}

    /** @throws ParameterException if there is none of that name; it says which may have been meant */
    static TableConfig find(MigrationConfig migration, TableId table, CommandLine command) {
        List<String> known =
                migration.tables().stream().map(t -> t.table().toString()).toList();
        return migration.tables().stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command, "unknown table '" + table + "'; " + Suggestion.among(table.toString(), known)));
    }
}
