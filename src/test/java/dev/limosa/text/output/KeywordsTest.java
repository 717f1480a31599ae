package dev.limosa.text.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.limosa.text.TimeLimit;
import dev.limosa.text.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeywordsTest {

    private static final String TABLE = "1000\nthe\t990\ncat\t10\nmat\t10\nsat\t100\n";

    private static List<String> run(Step step, String text) {
        TimeLimit limit = new TimeLimit(60_000);
        limit.begin();
        Values values = new Values(2, limit);
        Tokens in = values.newTokens(0);
        for (String token : text.split(" ")) {
            in.add(token.toCharArray(), 0, token.length());
        }
        step.newEvaluator(new RunContext(limit, new ChainRuns(List.of()))).evaluate(values, 1, new int[] {0});
        Tokens out = values.tokens(1);
        return out == null ? List.of() : out.toList();
    }

    private static @Nullable DocumentFrequencies table(String text, List<String> problems) {
        return DocumentFrequencies.read("idf", text.getBytes(StandardCharsets.UTF_8), "m.yaml:1:2", problems);
    }

    private static List<String> tfIdf(int top, String text) {
        List<String> problems = new ArrayList<>();
        DocumentFrequencies table = table(TABLE, problems);
        assertEquals(List.of(), problems);
        return run(TfIdf.step(table, top), text);
    }

    @Test
    void frequentHereAndRareInOthersComesFirst() {
        // the 3 × 1.01, cat 2 × 5.51, mat 1 × 5.51, sat 1 × 3.29, unheard 1 × 7.91
        assertEquals(
                List.of("cat", "unheard", "mat", "sat", "the"), tfIdf(9, "the cat sat the mat the cat unheard . ,"));
        assertEquals(List.of("cat", "unheard"), tfIdf(2, "the cat sat the mat the cat unheard"));
    }

    @Test
    void equalScoresComeInTheOrderOfTheirText() {
        assertEquals(List.of("a", "b", "c"), tfIdf(3, "d c b a"));
        assertEquals(List.of("cat", "mat"), tfIdf(2, "mat cat"));
    }

    @Test
    void aTableThatIsNoneSaysWhere() {
        List<String> problems = new ArrayList<>();
        assertNull(table("the\t1\n", problems));
        assertNull(table("10\nthe 1\n", problems));
        assertNull(table("10\nthe\t11\n", problems));
        assertNull(table("10\nthe\t1\nthe\t2\n", problems));
        String head = "m.yaml:1:2: cannot use resource 'idf' as document frequencies: ";
        assertEquals(
                List.of(
                        head + "expected the number of documents alone on line 1, found 5 characters that are none",
                        head + "line 2: expected a term, a tab and a number, found no tab behind a term",
                        head + "line 2: expected a number from 1 to 10 behind the tab, found another",
                        head + "line 3: expected each term once, found one that stood before"),
                problems);
    }

    @Test
    void whatStandsBesideManyOthersRanksFirst() {
        String text = "hub a b c d e hub f g h i j hub k l m n o hub p q r s t";
        assertEquals("hub", run(TextRank.step(3), text).get(0));
        assertEquals(run(TextRank.step(5), text), run(TextRank.step(5), text));
        assertEquals(List.of("only"), run(TextRank.step(5), "only"));
        assertEquals(List.of("x", "y"), run(TextRank.step(5), "y x"), "equal: by their text");
        assertEquals(List.of(), run(TextRank.step(5), ". ! ?"));
    }

    @Test
    void hugeTextsAndManyDistinctTermsAreNoTrouble() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("w").append(i).append(i % 3 == 0 ? " hub " : " ");
        }
        assertEquals("hub", run(TextRank.step(1), text.toString()).get(0));
        assertEquals(List.of("hub"), tfIdf(1, text.toString()));
    }
}
