package dev.limosa.text.hanlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hankcs.hanlp.seg.Segment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Right words, not only HanLP's: against texts that people have cut. */
class AccuracyTest {

    /** Cut by hand, as the Penn Chinese Treebank would. */
    private static final List<List<String>> GOLD = GoldSample.sentences();

    private static Accuracy ofOurs(Mode mode, List<List<String>> gold, String... words) {
        UserDictionary dictionary = words.length == 0 ? null : UserDictionary.parse(List.of(words));
        Segmenter segmenter = new Model(mode, dictionary).newSegmenter();
        return Accuracy.of(gold, text -> Bare.words(segmenter, text));
    }

    @ParameterizedTest
    @EnumSource
    void eachModeIsAsRightAsHanLp(Mode mode) {
        Segment bare = Bare.segment(mode);
        Accuracy theirs = Accuracy.of(GOLD, text -> Bare.words(bare, text));
        Accuracy ours = ofOurs(mode, GOLD);
        assertEquals(theirs, ours);
        assertTrue(ours.f1() > 0.8, mode + " " + ours + " F1 " + ours.f1());
    }

    @Test
    void aUserDictionaryMakesItBetter() {
        double without = ofOurs(Mode.VITERBI, GOLD).f1();
        double with = ofOurs(Mode.VITERBI, GOLD, GoldSample.WORDS).f1();
        assertTrue(with > without + 0.01, without + " -> " + with);
    }

    /** The words of one half of a treebank help with the other half. */
    @Test
    void onATreebankToo() throws Exception {
        String folder = System.getProperty("limosa.data");
        assumeTrue(folder != null, "-Dlimosa.data names no folder with ud/zh_gsdsimp-ud-test.conllu");
        List<List<String>> sentences = treebank(Path.of(folder, "ud", "zh_gsdsimp-ud-test.conllu"));
        List<List<String>> half = sentences.subList(0, sentences.size() / 2);
        List<List<String>> other = sentences.subList(sentences.size() / 2, sentences.size());
        String[] words = half.stream()
                .flatMap(List::stream)
                .filter(word -> word.matches("\\p{IsHan}{2,}"))
                .distinct()
                .toArray(String[]::new);
        Segment bare = Bare.segment(Mode.VITERBI);
        Accuracy without = ofOurs(Mode.VITERBI, other);
        Accuracy with = ofOurs(Mode.VITERBI, other, words);
        assertEquals(Accuracy.of(other, text -> Bare.words(bare, text)), without);
        assertTrue(with.f1() > without.f1(), without.f1() + " -> " + with.f1());
        System.out.printf(
                "F1 of %d sentences: %.4f, with %d words more %.4f%n",
                other.size(), without.f1(), words.length, with.f1());
    }

    /** CoNLL-U: a line a word, an empty one behind each sentence. */
    private static List<List<String>> treebank(Path file) throws Exception {
        List<List<String>> sentences = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isEmpty()) {
                sentences.add(List.copyOf(words));
                words.clear();
            } else if (line.matches("\\d+\t.*")) {
                words.add(line.split("\t")[1]);
            }
        }
        return sentences;
    }
}
