package dev.limosa.cli;

import dev.limosa.service.Cleaner;
import dev.limosa.service.Cleaner.Leftover;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes away what a migration leaves behind. */
@Command(
        name = "clean",
        description = {
            "Drop everything a migration has left in the source, in Kafka and in the target, but for the migrated tables.",
            "Prints what it would drop, and drops it only with --yes. The history in Kafka is gone then. Exit code 7 while"
                    + " a replica runs."
        },
        mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--target-tables", description = "drop the migrated tables in the target, too")
    private boolean targetTables;

    @Option(names = "--yes", description = "really do it")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Cleaner cleaner = new Cleaner(config.read())) {
            cleaner.refuseWhileRunning();
            List<Leftover> found = cleaner.find(targetTables);
            if (yes) {
                cleaner.drop(targetTables);
            }
            print(found);
        }
        return ExitCode.OK;
    }

    private void print(List<Leftover> found) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(new JsonAnswer()
                    .put("dropped", yes)
                    .put(
                            "found",
                            found.stream()
                                    .map(f -> new JsonAnswer()
                                            .put("where", f.where())
                                            .put("what", f.what())
                                            .fields())
                                    .toList())
                    .text());
            return;
        }
        found.forEach(f -> out.println((yes ? "dropped" : "would drop") + "  " + f.where() + "  " + f.what()));
        out.println(
                found.isEmpty()
                        ? "nothing is left of this migration"
                        : yes ? found.size() + " dropped" : "nothing was dropped; add --yes");
    }
}
