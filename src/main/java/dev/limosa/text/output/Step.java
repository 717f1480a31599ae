package dev.limosa.text.output;

/** What one node of the graph does, for any number of threads. */
interface Step {

    /** For one thread, with the buffers it needs. */
    Evaluator newEvaluator(RunContext context);

    /** What one thread does for each row. */
    interface Evaluator {

        /**
         * @param self where the node's own value goes; left absent if nothing is put there
         * @param inputs the nodes it takes its values from, all of them done
         */
        void evaluate(Values values, int self, int[] inputs);
    }

    /** A step that needs no buffers. */
    static Step of(Evaluator evaluator) {
        return context -> evaluator;
    }
}
