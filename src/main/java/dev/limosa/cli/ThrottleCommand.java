package dev.limosa.cli;

import dev.limosa.control.Stage;
import dev.limosa.control.StageCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Limits how fast tables are read from the source, or rows written to the target. Changes are never held back at the
 * source: they would pile up as WAL there.
 */
@Command(
        name = "throttle",
        description = "Limit how fast the snapshot reads the source (default), or the sink writes the target.",
        mixinStandardHelpOptions = true)
final class ThrottleCommand implements Callable<Integer> {

    @Mixin
    private CommandOption command = new CommandOption();

    @Option(
            names = "--rate",
            required = true,
            paramLabel = "RATE",
            converter = RateConverter.class,
            description = "rows a second in the whole migration, such as 5000/s; none lifts the limit")
    private long rate;

    @Option(names = "--snapshot", description = "reading tables from the source; changes are never held back")
    private boolean snapshot;

    @Option(names = "--sink", description = "writing to the target; rows wait in the output topics")
    private boolean sink;

    @Override
    public Integer call() throws Exception {
        return command.issue(StageCommands.throttle(stages(), rate, Operator.name()));
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        if (snapshot || !sink) {
            stages.add(Stage.CAPTURE);
        }
        if (sink) {
            stages.add(Stage.SINK);
        }
        return stages;
    }
}
