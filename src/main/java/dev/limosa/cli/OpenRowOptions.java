package dev.limosa.cli;

import dev.limosa.change.TableId;
import dev.limosa.openrow.OpenRowFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which open rows a command is about; all of them only when it is said. */
final class OpenRowOptions {

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            converter = TableConverter.class,
            description = "open rows of this source table")
    private @Nullable TableId table;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "one row of that table: as list prints it, or its values alone: 7,2")
    private @Nullable String key;

    @Option(names = "--all", description = "all open rows")
    private boolean all;

    OpenRowFilter filter(CommandLine commandLine) {
        if (all == (table != null)) {
            throw new ParameterException(commandLine, "expected either --table or --all");
        }
        if (key != null && table == null) {
            throw new ParameterException(commandLine, "expected --table with --key");
        }
        return new OpenRowFilter(table, key);
    }
}
