package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformRunTest {

    private static final String PARTS =
            """
            text:
              max-characters: 30
              chains:
                pairs: {tokenizer: standard, filter: [lowercase, {type: shingle, outputUnigrams: false}]}
            tables:
              - table: shop.reviews
                transforms: [{trim: [body]}, {rename: {body: text}}, {drop: [text]}]
                where: {column: body, in: [nothing]}
                outputs:
                  clean: {emit: cleaned, from: text, steps: [strip-html]}
                  words: {emit: tokens, from: clean, chain: en, format: json}
                  whole: {emit: cleaned, from: [title, text], separator: "\\n"}
                  size: {emit: count, from: words, what: tokens}
                  print: {emit: simhash, from: words}
            """;

    @TempDir
    private Path folder;

    private Typed output(String output, String stdin, String... more) throws Exception {
        String config = Typed.config(folder, PARTS).toString();
        String[] arguments = {"transform", "run", "-c", config, "--table", "shop.reviews", "--output", output};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Typed.read(stdin, all);
    }

    @Test
    void oneLineOutForEachLineInAndEmptyStaysEmpty() throws Exception {
        Typed typed = Typed.read("红苹果很好吃\n\n   \n，。！\n電池\n", "transform", "run", "--chain", "zh");
        assertEquals("红苹果 好吃\n\n\n\n电池\n", typed.out());
        assertEquals("", typed.err());
        assertEquals(ExitCode.OK, typed.exitCode());
        assertEquals("", Typed.read("", "transform", "run", "--chain", "zh").out());
    }

    @Test
    void aLineEndsWithALineFeedWithOrWithoutACarriageReturnOrWithTheInput() throws Exception {
        assertEquals(
                "red apple\n\nbig fish\n",
                Typed.read("Red  Apples\r\n\r\nbig fish", "transform", "run", "--chain", "en")
                        .out());
        assertEquals(
                "red apple\n",
                Typed.read("Red\rapples\n", "transform", "run", "--chain", "en").out());
    }

    @Test
    void aLineThatIsNotUtf8IsNamedAndTheOthersAreMade() throws Exception {
        byte[] stdin = "red\ncaf\u00e9 \nblue\n".getBytes(StandardCharsets.ISO_8859_1);
        Typed typed = Typed.read(stdin, "transform", "run", "--chain", "en");
        assertEquals("red\n\nblue\n", typed.out());
        assertEquals("limosa: line 2: expected UTF-8, found something else at byte 4\n", typed.err());
        assertEquals(ExitCode.FAILED, typed.exitCode());
    }

    @Test
    void aLineOverTheLimitIsNamedWithoutItsText() throws Exception {
        Typed typed = output("words", "fine\n" + "secret ".repeat(9) + "\nfine\n");
        assertEquals("fine\n\nfine\n", typed.out());
        assertTrue(typed.err().startsWith("limosa: line 2: "), typed.err());
        assertTrue(typed.err().contains("expected at most 30 characters in [text], found 62"), typed.err());
        assertFalse(typed.err().contains("secret"), typed.err());
        assertEquals(ExitCode.FAILED, typed.exitCode());
    }

    /** The only column that such an output needs may be dropped behind it, which left a row without any. */
    @Test
    void anOutputIsMadeAsInTheTargetWithTheTransformsBeforeItAndWithoutTheFilter() throws Exception {
        assertEquals(
                "red apple\n\n", output("words", "  <b>Red</b> apples \n\n").out());
        assertEquals(
                "Red apples\n\n", output("clean", "  <b>Red</b> apples \n\n").out());
        assertEquals("2\n0\n", output("size", "Red apples\n\n").out());
    }

    @Test
    void jsonTellsNullFromEmptyAndKeepsBlanksAndLineBreaks() throws Exception {
        assertEquals(
                "[\"red\",\"apple\"]\n[]\n",
                output("words", "Red apples\n\n", "-o", "json").out());
        assertEquals("null\n", output("print", "\n", "-o", "json").out());
        assertEquals("\n", output("print", "\n").out());
        assertEquals("a b c\n", output("clean", "a\u0085b\u2028c\n").out());
        assertEquals(
                "\"a\\u0085b\\u2028c\"\n",
                output("clean", "a\u0085b\u2028c\n", "-o", "json").out());
    }

    @Test
    void aTokenThatHoldsABlankLooksLikeTwoButNotInJson() throws Exception {
        String config = Typed.config(folder, PARTS).toString();
        String text = "big red dog\n";
        assertEquals(
                "big red red dog\n",
                Typed.read(text, "transform", "run", "-c", config, "--chain", "pairs")
                        .out());
        assertEquals(
                "[\"big red\",\"red dog\"]\n",
                Typed.read(text, "transform", "run", "-c", config, "--chain", "pairs", "-o", "json")
                        .out());
    }

    /** It only said that there was no configuration file. */
    @Test
    void anUnknownChainWithoutAConfigurationNamesThoseThatAreBuiltIn() throws Exception {
        Typed typed = Typed.read("x\n", "transform", "run", "--chain", "zz");
        assertEquals(ExitCode.INVALID, typed.exitCode());
        assertEquals("", typed.out());
        assertTrue(
                typed.err()
                        .contains("unknown chain 'zz'; expected one of [en, zh, zh-tokens], which are built in, or"
                                + " -c FILE"),
                typed.err());
    }

    @Test
    void whatTheConfigurationDoesNotHaveIsToldWithWhatItHas() throws Exception {
        String config = Typed.config(folder, PARTS).toString();
        Typed chain = Typed.read("x\n", "transform", "run", "-c", config, "--chain", "pair");
        assertTrue(chain.err().contains("unknown chain 'pair'; did you mean 'pairs'?"), chain.err());
        assertEquals(ExitCode.INVALID, chain.exitCode());
        Typed output = output("word", "x\n");
        assertTrue(
                output.err().contains("table 'shop.reviews' has no output 'word'; did you mean 'words'?"),
                output.err());
        assertEquals(ExitCode.INVALID, output.exitCode());
        Typed column = output("whole", "x\n");
        assertTrue(
                column.err()
                        .contains("output 'whole' is made of the columns [body, title]: expected one of them under"
                                + " --column, found none"),
                column.err());
        assertEquals("x\n", output("whole", "x\n", "--column", "title").out());
        Typed both = output("words", "x\n", "--chain", "zh");
        assertTrue(both.err().contains("expected either --chain NAME, or --table"), both.err());
        Typed table =
                Typed.read("x\n", "transform", "run", "-c", config, "--table", "shop.review", "--output", "words");
        assertTrue(table.err().contains("unknown table 'shop.review'; did you mean 'shop.reviews'?"), table.err());
    }

    @Test
    void anUnusableConfigurationIsToldWithItsPlace() throws Exception {
        String config =
                Typed.config(folder, PARTS.replace("lowercase", "lowercse")).toString();
        Typed typed = Typed.read("x\n", "transform", "run", "-c", config, "--chain", "pairs");
        assertEquals(ExitCode.INVALID, typed.exitCode());
        assertTrue(typed.err().contains("migration.yaml:8:43: unknown token filter 'lowercse'"), typed.err());
    }
}
