package dev.limosa.cli;

import dev.limosa.config.ConfigSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema, for editors and for whoever generates configurations. */
@Command(
        name = "schema",
        description = {
            "Print the JSON Schema of migration.yaml.",
            "An editor checks the file while you write it, if its first line is:",
            "# yaml-language-server: $$schema=./migration.schema.json"
        },
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().print(ConfigSchema.text());
        spec.commandLine().getOut().flush();
    }
}
