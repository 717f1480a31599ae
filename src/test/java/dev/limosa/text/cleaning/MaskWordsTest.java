package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.limosa.config.TextConfig;
import dev.limosa.config.TextConfig.Resource;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskWordsTest {

    @TempDir
    private Path folder;

    private UnaryOperator<String> mask(List<String> words, String with, String ignore) throws Exception {
        Path file = Files.write(folder.resolve("words.txt"), words);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        TextConfig config =
                new TextConfig(Map.of("w", new Resource("w", file, sha256, "r")), Map.of(), TextConfig.Limits.DEFAULT);
        List<String> problems = new ArrayList<>();
        Resources resources = Resources.read(config, problems);
        Map<String, String> parameters = Map.of("words", "w", "with", with, "ignore", ignore);
        UnaryOperator<String> made =
                Cleaning.of(List.of(new TextStep(TextFunction.MASK_WORDS, parameters, "m")), resources, problems);
        assertEquals(List.of(), problems);
        return made;
    }

    @Test
    void allOfEveryWordIsCovered() throws Exception {
        UnaryOperator<String> mask = mask(List.of("敏感", "敏感词", "感词汇", "bad", "# no word", "  ", "😀x"), "*", "");
        assertEquals("这是***", mask.apply("这是敏感词"));
        assertEquals("****", mask.apply("敏感词汇"), "two words that overlap");
        assertEquals("***, em***ded *** Bad", mask.apply("bad, embadded bad Bad"));
        assertEquals("**", mask.apply("😀x"), "one for each character");
        String text = "没有什么";
        assertSame(text, mask.apply(text));
    }

    @Test
    void caseAndWidthMakeNoDifferenceIfAskedFor() throws Exception {
        UnaryOperator<String> mask = mask(List.of("Bad", "Ｗｏｒｄ", "𐐀ß"), "", "case,width");
        assertEquals("x", mask.apply("ＢａＤxWORD𐐨ß"));
        assertEquals("xWORD", mask(List.of("Bad", "Ｗｏｒｄ"), "", "case").apply("BADxWORD"));
    }

    @Test
    void aListMayBeEmpty() throws Exception {
        assertSame("x", mask(List.of("# nothing"), "*", "").apply("x"));
    }

    /** A hundred thousand words, each found where it stands, and no trace of HanLP's own settings or caches. */
    @Test
    void aHundredThousandWords() throws Exception {
        Random random = new Random(11);
        List<String> words = IntStream.range(0, 100_000)
                .mapToObj(i -> random.ints(2 + random.nextInt(5), 0x4E00, 0x9FA5)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
        UnaryOperator<String> mask = mask(words, "*", "case,width");
        for (int i = 0; i < words.size(); i += 97) {
            String word = words.get(i);
            assertEquals("a" + "*".repeat(word.length()) + "b", mask.apply("a" + word + "b"));
        }
        assertEquals("\uFFFF\uD83D", mask.apply("\uFFFF\uD83D"));
    }
}
