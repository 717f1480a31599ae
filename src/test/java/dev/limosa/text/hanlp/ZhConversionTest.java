package dev.limosa.text.hanlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hankcs.hanlp.HanLP;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZhConversionTest {

    @Test
    void itKnowsWhichCharacterIsMeant() {
        assertEquals("汉语处理与头发，干净的后面，著名；皇后", ZhConversion.toSimplified().convert("漢語處理與頭髮，乾淨的後面，著名；皇后"));
        assertEquals("頭髮發展皇后後面乾淨幹部", ZhConversion.toTraditional().convert("头发发展皇后后面干净干部"));
    }

    @Test
    void aTextThatStaysAsItIsIsTheSameObject() {
        for (String text : List.of("", "already simplified", "这是简体", "\uD800")) {
            assertSame(text, ZhConversion.toSimplified().convert(text));
        }
        String traditional = "這是繁體";
        assertSame(traditional, ZhConversion.toTraditional().convert(traditional));
    }

    @Property(tries = 2000)
    void itIsHanLpsOwn(@ForAll("chinese") String text) {
        HanLp.load();
        assertEquals(
                HanLP.convertToSimplifiedChinese(text),
                ZhConversion.toSimplified().convert(text));
        assertEquals(
                HanLP.convertToTraditionalChinese(text),
                ZhConversion.toTraditional().convert(text));
    }

    @Provide
    Arbitrary<String> chinese() {
        return Arbitraries.strings()
                .withCharRange('\u3400', '\u9fff')
                .withChars("乾後發頭髮干发后面里台历钟复𠗣㓆")
                .ofMaxLength(30);
    }

    /** Every entry of both tables, and each inside a text. */
    @ParameterizedTest
    @ValueSource(strings = {"t2s.txt", "s2t.txt"})
    void everyEntryOfTheTableIsFound(String table) throws Exception {
        ZhConversion conversion = table.startsWith("t") ? ZhConversion.toSimplified() : ZhConversion.toTraditional();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HanLP.class.getResourceAsStream("/data/dictionary/tc/" + table)),
                StandardCharsets.UTF_8))) {
            long entries = lines.lines()
                    .map(line -> line.split("=", 2))
                    .peek(entry -> assertEquals("a" + entry[1] + "b", conversion.convert("a" + entry[0] + "b")))
                    .count();
            assertTrue(entries > 4000, entries + " entries");
        }
    }
}
