package dev.limosa.text.hanlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.seg.Segment;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserDictionaryTest {

    private static final String TEXT = "南迁塍鹬在黄河三角洲停歇，观鸟爱好者拍到了斑尾塍鹬的迁飞路线。";

    private static List<String> words(Mode mode, String... lines) {
        UserDictionary dictionary = lines.length == 0 ? null : UserDictionary.parse(List.of(lines));
        return Bare.words(new Model(mode, dictionary).newSegmenter(), TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void everyModeTakesWordsOfTheUsersOwn(Mode mode) {
        assertTrue(!words(mode).contains("斑尾塍鹬"), words(mode).toString());
        assertTrue(words(mode, "斑尾塍鹬", "迁飞路线").containsAll(List.of("斑尾塍鹬", "迁飞路线")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"斑尾塍鹬", "斑尾塍鹬 nz", "斑尾塍鹬 nz 1024", "斑尾塍鹬\tn 3 nz 4", "斑尾塍鹬 3 nz", "斑尾塍鹬 1024", "  斑尾塍鹬 nrfg 7 "})
    void theListsOfHanLpJiebaAndIkAreRead(String line) {
        assertTrue(words(Mode.VITERBI, line).contains("斑尾塍鹬"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"New York City", "斑尾 塍鹬", "斑尾塍鹬,nz,3 4.5", "斑尾塍鹬 NZ"})
    void aLineThatIsNoneOfADictionaryIsNamed(String line) {
        List<String> lines = List.of("塍鹬", line);
        String message = assertThrows(IllegalArgumentException.class, () -> UserDictionary.parse(lines))
                .getMessage();
        assertEquals("expected 'word [tag [frequency]]', found '" + line + "'", message);
        assertThrows(IllegalArgumentException.class, () -> UserDictionary.parse(List.of()));
    }

    @Test
    void itFindsWhatHanLpFindsWithTheSameWords() {
        List<String> lines = List.of("斑尾塍鹬", "迁飞路线", "观鸟爱好者", "在黄河", "黄河三角洲停歇");
        Segment bare = Bare.withWords(lines);
        assertEquals(Bare.words(bare, TEXT), words(Mode.VITERBI, lines.toArray(String[]::new)));
    }

    /** HanLP's own way, CustomDictionary.insert, is the whole process's. */
    @Test
    void twoDictionariesInOneProcessDoNotSeeEachOther() {
        Segmenter first = new Model(Mode.VITERBI, UserDictionary.parse(List.of("斑尾塍鹬"))).newSegmenter();
        Segmenter second = new Model(Mode.STANDARD, UserDictionary.parse(List.of("迁飞路线"))).newSegmenter();
        List<String> before = words(Mode.VITERBI);
        assertTrue(Bare.words(first, TEXT).contains("斑尾塍鹬"));
        assertTrue(!Bare.words(first, TEXT).contains("迁飞路线"));
        assertTrue(Bare.words(second, TEXT).contains("迁飞路线"));
        assertTrue(!Bare.words(second, TEXT).contains("斑尾塍鹬"));
        assertEquals(before, Bare.words(Bare.segment(Mode.VITERBI), TEXT));
    }

    @Test
    void aTagThatHanLpDoesNotKnowIsNotMadeKnownToIt() {
        UserDictionary.parse(List.of("斑尾塍鹬 zzqq 3"));
        assertEquals(null, Nature.fromString("zzqq"));
    }

    /** On an idle machine it is well under two seconds, and 40 MB that stay. */
    @Test
    void halfAMillionWordsAreLoadedInSeconds() {
        List<String> lines = IntStream.range(0, 500_000)
                .mapToObj(i -> "" + (char) (0x4e00 + i % 5000) + (char) (0x4e00 + i / 5000 * 7)
                        + (char) (0x5000 + i % 7) + " nz " + i % 50)
                .toList();
        UserDictionary dictionary =
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> UserDictionary.parse(lines));
        assertEquals(500_000, dictionary.size());
        String word = lines.get(499_999).substring(0, 3);
        assertEquals(List.of(word), Bare.words(new Model(Mode.BASIC, dictionary).newSegmenter(), word));
    }
}
