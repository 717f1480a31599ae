package dev.limosa.text.output;

import dev.limosa.text.Tokens;
import java.util.Arrays;

/** The terms that are frequent in this text and rare in others. For one thread. */
final class TfIdf implements Step.Evaluator {

    private final DocumentFrequencies frequencies;
    private final Top top;
    private final TermTable terms = new TermTable();
    private double[] scores = new double[256];

    private TfIdf(DocumentFrequencies frequencies, int top) {
        this.frequencies = frequencies;
        this.top = new Top(top);
    }

    static Step step(DocumentFrequencies frequencies, int top) {
        return context -> new TfIdf(frequencies, top);
    }

    @Override
    public void evaluate(Values values, int self, int[] inputs) {
        Tokens tokens = values.tokens(inputs[0]);
        if (tokens == null) {
            return;
        }
        count(tokens);
        for (int term = 0; term < terms.size(); term++) {
            scores[term] *= frequencies.weight(terms.chars(), terms.start(term), terms.end(term));
        }
        top.choose(terms, scores, values.newTokens(self));
    }

    private void count(Tokens tokens) {
        terms.clear();
        for (int i = 0; i < tokens.size(); i++) {
            int known = terms.size();
            int term = terms.add(tokens.chars(), tokens.start(i), tokens.end(i));
            scores = term == scores.length ? Arrays.copyOf(scores, term * 2) : scores;
            scores[term] = term == known ? 1 : scores[term] + 1;
        }
    }
}
