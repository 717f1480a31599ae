package dev.limosa.transform;

import dev.limosa.text.output.ChainCounts;
import dev.limosa.text.output.OutputRun;
import dev.limosa.topics.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The text engine's part of one thread's rows. */
final class RowOutputs {

    private final RowPlan.Outputs plan;
    private final @Nullable String[] inputs;
    private @Nullable OutputRun run;

    RowOutputs(RowPlan.Outputs plan) {
        this.plan = plan;
        this.inputs = new @Nullable String[plan.plan().inputs().size()];
    }

    void input(int input, @Nullable String text) {
        inputs[input] = text;
    }

    /** Behind the fields that are there; all inputs have been given. */
    void write(JsonWriter out) {
        OutputRun made = run();
        made.evaluate(inputs);
        for (int column = 0; column < plan.tokens().size(); column++) {
            out.raw(plan.tokens().get(column));
            String text = made.result(column);
            if (text == null) {
                out.nullValue();
            } else {
                plan.forms().get(column).write(text, out);
            }
        }
    }

    /** Made with the first row: a transform that is only looked at needs no dictionaries. */
    private OutputRun run() {
        OutputRun made = run;
        if (made == null) {
            made = plan.plan().newRun();
            run = made;
        }
        return made;
    }

    void tell(ChainCounts counts) {
        OutputRun made = run;
        if (made != null) {
            made.tell(counts);
        }
    }
}
