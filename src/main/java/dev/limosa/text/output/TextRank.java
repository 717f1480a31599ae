package dev.limosa.text.output;

import dev.limosa.text.TimeLimit;
import dev.limosa.text.Tokens;
import java.util.Arrays;

/**
 * Mihalcea and Tarau's TextRank over the tokens of one text: terms that stand within five places of one another
 * recommend each other. A text's beginning is enough to tell what it is about, so memory has its bound. Terms and their
 * neighbours are gone through in the order the text has them, so sums come out the same to the last bit. For one
 * thread.
 */
final class TextRank implements Step.Evaluator {

    /** Of the tokens; all others are passed over. */
    static final int LOOKED_AT = 1 << 16;

    private static final int WINDOW = 5;
    private static final double DAMPING = 0.85;
    private static final int MOST_ROUNDS = 200;
    private static final double ENOUGH = 1e-3;

    private final Top top;
    private final TimeLimit limit;
    private final TermTable terms = new TermTable();
    private int[] sequence = new int[256];
    /** Term and neighbour in one number, each pair once and in both directions, sorted. */
    private long[] pairs = new long[1024];

    private int pairCount;
    private double[] scores = new double[256];
    private double[] next = new double[256];
    private int[] degrees = new int[256];

    private TextRank(int top, TimeLimit limit) {
        this.top = new Top(top);
        this.limit = limit;
    }

    static Step step(int top) {
        return context -> new TextRank(top, context.limit());
    }

    @Override
    public void evaluate(Values values, int self, int[] inputs) {
        Tokens tokens = values.tokens(inputs[0]);
        if (tokens != null) {
            int size = Math.min(tokens.size(), LOOKED_AT);
            number(tokens, size);
            connect(size);
            rank();
            top.choose(terms, scores, values.newTokens(self));
        }
    }

    private void number(Tokens tokens, int size) {
        terms.clear();
        if (sequence.length < size) {
            sequence = new int[size];
            scores = new double[size];
            next = new double[size];
            degrees = new int[size];
        }
        for (int i = 0; i < size; i++) {
            sequence[i] = terms.add(tokens.chars(), tokens.start(i), tokens.end(i));
        }
    }

    private void connect(int size) {
        int most = 2 * (WINDOW - 1) * size;
        pairs = pairs.length < most ? new long[most] : pairs;
        pairCount = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < Math.min(size, i + WINDOW); j++) {
                pair(sequence[i], sequence[j]);
            }
        }
        limit.check();
        Arrays.sort(pairs, 0, pairCount);
        limit.check();
        unique();
    }

    private void pair(int left, int right) {
        if (left != right) {
            pairs[pairCount++] = (long) left << Integer.SIZE | right;
            pairs[pairCount++] = (long) right << Integer.SIZE | left;
        }
    }

    private void unique() {
        int kept = 0;
        Arrays.fill(degrees, 0, terms.size(), 0);
        for (int i = 0; i < pairCount; i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                degrees[(int) (pairs[i] >> Integer.SIZE)]++;
                pairs[kept++] = pairs[i];
            }
        }
        pairCount = kept;
    }

    private void rank() {
        Arrays.fill(scores, 0, terms.size(), 1);
        double change = ENOUGH + 1;
        for (int round = 0; round < MOST_ROUNDS && change > ENOUGH; round++) {
            limit.check();
            change = round();
        }
    }

    /** @return by how much the score has changed that has changed most */
    private double round() {
        Arrays.fill(next, 0, terms.size(), 1 - DAMPING);
        for (int i = 0; i < pairCount; i++) {
            int neighbour = (int) pairs[i];
            next[(int) (pairs[i] >> Integer.SIZE)] += DAMPING * scores[neighbour] / degrees[neighbour];
        }
        double change = 0;
        for (int term = 0; term < terms.size(); term++) {
            change = Math.max(change, Math.abs(next[term] - scores[term]));
        }
        double[] before = scores;
        scores = next;
        next = before;
        return change;
    }
}
