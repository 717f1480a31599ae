package dev.limosa.text.output;

import com.ibm.icu.lang.UCharacter;
import dev.limosa.text.Tokens;

/**
 * The terms with the highest scores, equal ones in the order of their text. A term without a letter or digit is no
 * keyword. Filled once a row; for one thread.
 */
final class Top {

    private final int[] terms;
    private int size;

    Top(int most) {
        this.terms = new int[most];
    }

    void choose(TermTable table, double[] scores, Tokens out) {
        size = 0;
        for (int term = 0; term < table.size(); term++) {
            if (isKeyword(table, term)) {
                offer(table, scores, term);
            }
        }
        for (int i = 0; i < size; i++) {
            out.add(table.chars(), table.start(terms[i]), table.end(terms[i]) - table.start(terms[i]));
        }
    }

    private void offer(TermTable table, double[] scores, int term) {
        int at = size;
        while (at > 0 && isBefore(table, scores, term, terms[at - 1])) {
            at--;
        }
        if (at < terms.length) {
            size = Math.min(size + 1, terms.length);
            System.arraycopy(terms, at, terms, at + 1, size - at - 1);
            terms[at] = term;
        }
    }

    private static boolean isBefore(TermTable table, double[] scores, int left, int right) {
        int order = Double.compare(scores[right], scores[left]);
        return order < 0 || order == 0 && table.compare(left, right) < 0;
    }

    private static boolean isKeyword(TermTable table, int term) {
        int at = table.start(term);
        while (at < table.end(term)) {
            int c = Character.codePointAt(table.chars(), at, table.end(term));
            if (UCharacter.isLetterOrDigit(c)) {
                return true;
            }
            at += Character.charCount(c);
        }
        return false;
    }
}
