package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code --table SCHEMA.TABLE}, any number of them: every command that may be about some of the tables mixes this in.
 */
final class TablesOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            converter = TableConverter.class,
            description = "only this source table; repeatable (default: all)")
    private List<TableId> tables = List.of();

    boolean isGiven() {
        return !tables.isEmpty();
    }

    /**
     * Those that are named, or all.
     *
     * @throws picocli.CommandLine.ParameterException if one is not in the migration; it says which may have been meant
     */
    List<TableConfig> in(MigrationConfig migration) {
        return tables.isEmpty()
                ? migration.tables()
                : tables.stream()
                        .map(table -> ConfiguredTable.find(migration, table, spec.commandLine()))
                        .toList();
    }
}
