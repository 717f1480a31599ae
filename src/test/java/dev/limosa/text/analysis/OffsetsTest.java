package dev.limosa.text.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.text.hanlp.ZhConversion;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.lucene.analysis.CharFilterFactory;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.AttributeFactory;
import org.apache.lucene.util.ClasspathResourceLoader;
import org.junit.jupiter.api.Test;

/** Ours are components of Lucene's like any other: what they make can be found again in the text. */
class OffsetsTest {

    private record Token(String text, int start, int end) {}

    private static List<Token> tokens(Tokenizer tokenizer, Reader reader) throws IOException {
        CharTermAttribute term = tokenizer.addAttribute(CharTermAttribute.class);
        OffsetAttribute offset = tokenizer.addAttribute(OffsetAttribute.class);
        List<Token> tokens = new ArrayList<>();
        tokenizer.setReader(reader);
        tokenizer.reset();
        while (tokenizer.incrementToken()) {
            tokens.add(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
        }
        tokenizer.end();
        tokens.add(new Token("", offset.startOffset(), offset.endOffset()));
        tokenizer.close();
        return tokens;
    }

    private static Tokenizer hanlp(String... parameters) throws IOException {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        HanLpTokenizerFactory factory = new HanLpTokenizerFactory(map);
        factory.inform(new ClasspathResourceLoader(OffsetsTest.class));
        return factory.create(AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY);
    }

    @Test
    void aTokenIsFoundWhereItSays() throws IOException {
        String text = "  我们在南方过冬，\u3000ok？";
        Tokenizer tokenizer = hanlp();
        for (int again = 0; again < 2; again++) {
            List<Token> tokens = tokens(tokenizer, new StringReader(text));
            assertEquals(new Token("", text.length(), text.length()), tokens.remove(tokens.size() - 1));
            assertEquals(new Token("我们", 2, 4), tokens.get(0));
            tokens.forEach(token -> assertEquals(token.text(), text.substring(token.start(), token.end())));
        }
    }

    @Test
    void aTokenIsFoundInTheTextBeforeTheCharFilters() throws IOException {
        String html = "<p>我们在<b>南方</b>&#x8fc7;冬</p>";
        List<Token> tokens = tokens(hanlp(), new HTMLStripCharFilter(new StringReader(html)));
        assertTrue(tokens.contains(new Token("我们", 3, 5)), tokens.toString());
        // Lucene's filter counts the markup behind a token to it.
        assertTrue(tokens.contains(new Token("南方", 9, 15)), tokens.toString());
    }

    /** 㓆 is one char and 𠗣 two; a text that grows and shrinks still leads back. */
    @Test
    void convertingKeepsTheWayBack() throws IOException {
        Tokenizer letters = new org.apache.lucene.analysis.core.WhitespaceTokenizer();
        List<Token> grown = tokens(letters, convert("traditional", "a 㓆㓆 b 㓆c d"));
        assertEquals(
                List.of(
                        new Token("a", 0, 1),
                        new Token("𠗣𠗣", 2, 4),
                        new Token("b", 5, 6),
                        new Token("𠗣c", 7, 9),
                        new Token("d", 10, 11),
                        new Token("", 11, 11)),
                grown);
        List<Token> shrunk = tokens(letters, convert("simplified", "a 𠗣𠗣 b 𠗣c d"));
        assertEquals(
                List.of(
                        new Token("a", 0, 1),
                        new Token("㓆㓆", 2, 6),
                        new Token("b", 7, 8),
                        new Token("㓆c", 9, 12),
                        new Token("d", 13, 14),
                        new Token("", 14, 14)),
                shrunk);
    }

    private static Reader convert(String to, String text) {
        return CharFilterFactory.forName("zhConvert", new HashMap<>(Map.of("to", to)))
                .create(new StringReader(text));
    }

    @Property(tries = 500)
    void convertingIsTheSameThroughAReader(@ForAll("chinese") String text) throws IOException {
        StringBuilder read = new StringBuilder();
        Reader reader = convert("traditional", text);
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            read.append((char) c);
        }
        assertEquals(ZhConversion.toTraditional().convert(text), read.toString());
    }

    /** Whole texts are normalized at once instead of through Lucene's reader. */
    @Property(tries = 1000)
    void normalizingIsWhatLucenesCharFilterDoes(@ForAll("chinese") String text) throws IOException {
        for (String form : List.of("nfc", "nfkc", "nfkc_cf")) {
            StringBuilder read = new StringBuilder();
            Reader reader = CharFilterFactory.forName("icuNormalizer2", new HashMap<>(Map.of("form", form)))
                    .create(new StringReader(text));
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                read.append((char) c);
            }
            assertEquals(
                    read.toString(),
                    IcuTextFilter.of(Texts.component("icuNormalizer2", "form", form))
                            .filter(text));
        }
    }

    @Provide
    Arbitrary<String> chinese() {
        return Arbitraries.strings()
                .withCharRange('\u4e00', '\u9fff')
                .withCharRange('\u0300', '\u0320')
                .withCharRange('\uff00', '\uff5e')
                .withChars("aeouABＡ㓆㛟乾后发ﬃ①㍿가ᄀ\u1161İßΣ")
                .ofMaxLength(40);
    }
}
