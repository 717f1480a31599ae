package dev.limosa.cli;

import picocli.CommandLine.Option;

/**
 * {@code -o json}: every command that prints an answer mixes this in. The answer goes to stdout, the rest to stderr.
 */
final class OutputOption {

    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format = Format.TEXT;

    boolean isJson() {
        return format == Format.JSON;
    }
}
