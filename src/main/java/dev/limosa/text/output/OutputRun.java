package dev.limosa.text.output;

import dev.limosa.text.TimeLimit;
import dev.limosa.text.cleaning.CleaningException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan in the hands of one thread. */
public final class OutputRun {

    private final OutputPlan plan;
    private final Step.Evaluator[] evaluators;
    private final int[][] nodeInputs;
    private final int[] inputNodes;
    private final int[] columnNodes;
    private final TimeLimit limit;
    private final ChainRuns chains;
    private final Values values;

    OutputRun(OutputPlan plan) {
        List<GraphBuilder.Node> nodes = plan.nodes();
        this.plan = plan;
        this.limit = new TimeLimit(plan.limits().rowTimeoutMs());
        this.chains = new ChainRuns(plan.chains());
        this.values = new Values(nodes.size(), limit);
        RunContext context = new RunContext(limit, chains);
        this.evaluators =
                nodes.stream().map(node -> node.step().newEvaluator(context)).toArray(Step.Evaluator[]::new);
        this.nodeInputs = nodes.stream().map(GraphBuilder.Node::inputs).toArray(int[][]::new);
        this.inputNodes = plan.inputNodes();
        this.columnNodes = plan.columnNodes();
    }

    /**
     * Makes all outputs of one row; {@link #result} then gives them.
     *
     * @param inputs the columns' texts, in the order of the plan's inputs
     * @throws OutputException if one of them can't be made, or not within the limits; the next row may be
     */
    public void evaluate(@Nullable String[] inputs) {
        values.clear();
        long characters = 0;
        for (int i = 0; i < inputNodes.length; i++) {
            String text = inputs[i];
            values.text(inputNodes[i], text);
            characters += text == null ? 0 : text.length();
        }
        if (characters > plan.limits().maxCharacters()) {
            throw new OutputException("cannot make its outputs: expected at most "
                    + plan.limits().maxCharacters() + " characters in " + plan.inputs() + ", found " + characters
                    + "; raise 'text.max-characters', or shorten the text");
        }
        limit.begin();
        for (int node = 0; node < evaluators.length; node++) {
            evaluate(node);
        }
    }

    private void evaluate(int node) {
        try {
            evaluators[node].evaluate(values, node, nodeInputs[node]);
            limit.check();
        } catch (RuntimeException | StackOverflowError e) {
            // An error this deep in recursion is the text's doing, and is over when the stack is unwound.
            throw failure(plan.nodes().get(node), e);
        }
    }

    private OutputException failure(GraphBuilder.Node node, Throwable cause) {
        String output = "cannot make output '" + node.output().name() + "'"
                + (node.output().place().isEmpty() ? "" : " (" + node.output().place() + ")") + ", step "
                + node.kind() + (node.detail().isEmpty() ? "" : " " + node.detail()) + ": ";
        String reason = limit.isOver()
                ? "expected it within " + limit.millis()
                        + " ms, found it still running; raise 'text.row-timeout-ms', or shorten the text"
                : cause instanceof CleaningException
                        ? String.valueOf(cause.getMessage())
                        // What a library says may hold the text.
                        : "it failed with " + cause.getClass().getSimpleName();
        return new OutputException(output + reason, cause);
    }

    /** The value of one of the plan's columns, as PostgreSQL prints it; null where it is null. */
    public @Nullable String result(int column) {
        return values.text(columnNodes[column]);
    }

    /** Tells what has gone through each chain since this was last asked for. */
    public void tell(ChainCounts counts) {
        chains.tell(counts);
    }
}
