package dev.limosa.text.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In how many documents each term is: a frozen table, so that a row's keywords never depend on other rows. Immutable
 * once read; for any number of threads.
 *
 * <p>The file: the number of documents alone on the first line, then on each line a term, a tab and in how many of the
 * documents it is.
 */
final class DocumentFrequencies {

    private final TermTable terms = new TermTable();
    private double[] weights = new double[1024];
    private final long documents;
    private final double unknown;

    private DocumentFrequencies(long documents) {
        this.documents = documents;
        this.unknown = weight(0);
    }

    /**
     * @param place before each message
     * @return null if something is wrong with it, which the problems then tell
     */
    static @Nullable DocumentFrequencies read(String name, byte[] utf8, String place, List<String> problems) {
        String[] lines = new String(utf8, StandardCharsets.UTF_8).split("\n", -1);
        long documents = number(lines[0].strip());
        if (documents < 1) {
            problems.add(place + ": cannot use resource '" + name
                    + "' as document frequencies: expected the number of documents alone on line 1, found "
                    + lines[0].strip().length() + " characters that are none");
            return null;
        }
        DocumentFrequencies frequencies = new DocumentFrequencies(documents);
        for (int i = 1; i < lines.length; i++) {
            String problem = lines[i].isBlank() ? null : frequencies.line(lines[i]);
            if (problem != null) {
                problems.add(place + ": cannot use resource '" + name + "' as document frequencies: line " + (i + 1)
                        + ": " + problem);
                return null;
            }
        }
        return frequencies;
    }

    private @Nullable String line(String line) {
        int tab = line.lastIndexOf('\t');
        if (tab < 1) {
            return "expected a term, a tab and a number, found no tab behind a term";
        }
        long count = number(line.substring(tab + 1).strip());
        if (count < 1 || count > documents) {
            return "expected a number from 1 to " + documents + " behind the tab, found another";
        }
        char[] term = line.substring(0, tab).toCharArray();
        int known = terms.size();
        int index = terms.add(term, 0, term.length);
        if (index < known) {
            return "expected each term once, found one that stood before";
        }
        weights = index == weights.length ? Arrays.copyOf(weights, index * 2) : weights;
        weights[index] = weight(count);
        return null;
    }

    /** @return -1 if it is no number */
    private static long number(String text) {
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    /** Strict: the same on every machine, to the last bit. */
    private double weight(long count) {
        return StrictMath.log((documents + 1.0) / (count + 1.0)) + 1;
    }

    /** The smoothed inverse document frequency: ln((documents + 1) / (documents with the term + 1)) + 1. */
    double weight(char[] chars, int start, int end) {
        int term = terms.find(chars, start, end);
        return term == TermTable.NONE ? unknown : weights[term];
    }
}
