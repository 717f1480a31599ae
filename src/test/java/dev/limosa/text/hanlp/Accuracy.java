package dev.limosa.text.hanlp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How many of a segmenter's words are those that people have marked, by their places in the text.
 *
 * @param right words of the segmenter that are in the gold standard
 */
record Accuracy(int gold, int found, int right) {

    private record Place(int start, int end) {}

    /** @param sentences each as its words */
    static Accuracy of(List<List<String>> sentences, Function<String, List<String>> segmenter) {
        int gold = 0;
        int found = 0;
        int right = 0;
        for (List<String> words : sentences) {
            Set<Place> expected = places(words);
            Set<Place> made = places(segmenter.apply(String.join("", words)));
            gold += expected.size();
            found += made.size();
            expected.retainAll(made);
            right += expected.size();
        }
        return new Accuracy(gold, found, right);
    }

    private static Set<Place> places(List<String> words) {
        Set<Place> places = new HashSet<>();
        int at = 0;
        for (String word : words) {
            places.add(new Place(at, at + word.length()));
            at += word.length();
        }
        return places;
    }

    /** The harmonic mean of precision and recall. */
    double f1() {
        return 2.0 * right / (gold + found);
    }
}
