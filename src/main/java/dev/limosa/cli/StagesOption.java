package dev.limosa.cli;

import dev.limosa.control.Stage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --capture}, {@code --transform}, {@code --sink}; all of them if none is named. */
final class StagesOption {

    @Option(names = "--capture", description = "only capture; while it is paused the source keeps its WAL")
    private boolean capture;

    @Option(names = "--transform", description = "only transform; changes wait in the history topics")
    private boolean transform;

    @Option(names = "--sink", description = "only the sink; rows wait in the output topics")
    private boolean sink;

    List<Stage> stages() {
        List<Stage> named = new ArrayList<>();
        addIf(capture, Stage.CAPTURE, named);
        addIf(transform, Stage.TRANSFORM, named);
        addIf(sink, Stage.SINK, named);
        return named.isEmpty() ? List.of(Stage.values()) : named;
    }

    private static void addIf(boolean wanted, Stage stage, List<Stage> stages) {
        if (wanted) {
            stages.add(stage);
        }
    }
}
