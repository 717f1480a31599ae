package dev.limosa.text.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.Component;
import dev.limosa.config.TextConfig;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainsTest {

    private static final Component ICU = Texts.component("icu");

    @TempDir
    private Path folder;

    private static String problem(TextConfig config) {
        List<String> problems = new ArrayList<>();
        Texts.chains(config, problems);
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0);
    }

    private static String problem(Component filter) {
        return problem(Texts.config(Texts.chain(List.of(), ICU, filter)));
    }

    @Test
    void chineseLosesItsStopWordsPunctuationAndForms() {
        assertEquals(
                List.of("南方", "过冬", "酒店", "态度", "好", "干净", "2026", "年", "3.5", "Limosa"),
                Texts.tokens(Texts.BUILT_IN.chain("zh"), "在南方過冬，酒店的態度非常好！乾淨。2026年3.5％ Ｌｉｍｏｓａ"));
    }

    @Test
    void allOfAChineseTextIsInItsTokens() {
        assertEquals(
                List.of("酒店", "的", "态度", "非常", "好", "！", "“", "真", "棒", "”", "。"),
                Texts.tokens(Texts.BUILT_IN.chain("zh-tokens"), " 酒店的 态度非常好！\n“真棒”。\u3000"));
    }

    @Test
    void englishWordsComeInOneFormEach() {
        assertEquals(
                List.of("godwit", "migration", "aren't", "running", "university", "universe", "3.5", "mile"),
                Texts.tokens(
                        Texts.BUILT_IN.chain("en"),
                        "The Godwit's MIGRATIONS aren't running: it’s the universities and the universe, 3.5 miles"));
    }

    /** The tokenizer of smartcn makes a comma of whatever is no word. */
    @Test
    void smartcnMakesCommasOfPunctuationUnlessItsStopWordsAreTaken() {
        TextConfig.Chain bare = Texts.chain(List.of(), Texts.component("hmmChinese"));
        assertEquals(List.of("我", "来", ",", "真", "好", ","), Texts.tokens(Texts.config(bare), "我来。真好！"));
        TextConfig.Chain cleaned =
                Texts.chain(List.of(), Texts.component("hmmChinese"), Texts.component("stop", "words", "smartcn-stop"));
        assertEquals(List.of("我", "来", "真", "好"), Texts.tokens(Texts.config(cleaned), "我来。真好！"));
    }

    @Test
    void anUnknownComponentIsToldWithItsPlaceAndWhatThereIs() {
        assertEquals(
                "m.yaml:7:9: unknown token filter 'lowercaze'; did you mean 'lowercase'?",
                problem(Texts.component("lowercaze")));
        assertTrue(problem(Texts.component("qqqqqqqqqqqq"))
                .contains("that exist is like it: see 'limosa transform list'"));
        assertEquals(
                "m.yaml:7:9: 'htmlStrip' is a char filter, no token filter; it goes under 'char-filter'",
                problem(Texts.component("htmlStrip")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            stop|wrods|x|unknown parameter 'wrods' of token filter 'stop'; did you mean 'words'?
            stop|name|x|unknown parameter 'name' of token filter 'stop'; expected one of [format, ignoreCase, words]
            icuNormalizer2|name|nfkc|unknown parameter 'name' of token filter 'icuNormalizer2'; expected one of [filter, form, mode]
            porterStem|language|x|unknown parameter 'language' of token filter 'porterStem'; it takes none
            stop|ignoreCase|yes|cannot use token filter 'stop': expected true or false under 'ignoreCase', found 'yes'
            length|max|3|cannot use token filter 'length': expected parameter 'min', found none
            limitTokenCount|maxTokenCount|ten|cannot use token filter 'limitTokenCount': expected a number under 'maxTokenCount', found 'ten'
            stop|words|limosa-stop-en,nowhere|cannot use token filter 'stop': unknown resource 'nowhere'; expected one of [
            stop|words|limosa-stop-xh|cannot use token filter 'stop': unknown resource 'limosa-stop-xh'; did you mean 'limosa-stop-zh'?
            stop|words|/etc/passwd|cannot use token filter 'stop': unknown resource '/etc/passwd'; expected one of [
            icuNormalizer2|mode|both|cannot use token filter 'icuNormalizer2': 'mode' value must be one of [compose, decompose], found 'both'
            patternReplace|pattern|a(b|cannot use token filter 'patternReplace': expected a regular expression under 'pattern': Unclosed group at character 4 of 'a(b'
            snowballPorter|language|Klingon|cannot use token filter 'snowballPorter': expected a SnowballStemmer, found 'org.tartarus.snowball.ext.KlingonStemmer'
            """)
    void aParameterThatCannotBeIsToldWithWhatCan(String type, String name, String value, String expected) {
        String problem = problem(Texts.component(type, name, value));
        assertTrue(problem.startsWith("m.yaml:7:9: " + expected), problem);
    }

    @Test
    void parametersThatDoNotGoTogetherAreFoundBeforeTheFirstRow() {
        String problem = problem(Texts.component("nGram", "minGramSize", "3", "maxGramSize", "2"));
        assertTrue(problem.startsWith("m.yaml:5:3: cannot use chain 'c': "), problem);
    }

    @Test
    void allProblemsOfAChainAreToldAtOnce() {
        List<String> problems = new ArrayList<>();
        Component bad = Texts.component("nothingLikeIt");
        Texts.chains(Texts.config(Texts.chain(List.of(bad), Texts.component("icoo"), bad)), problems);
        assertEquals(3, problems.size(), problems.toString());
    }

    @Test
    void aListInGbkIsRefusedWithAHint() {
        TextConfig.Resource gbk = Texts.resource(folder, "stop-shop", "的\n了\n".getBytes(Charset.forName("GBK")));
        Component stop = Texts.component("stop", "words", "stop-shop");
        Component words = Texts.component("hanlp", "userDictionary", "stop-shop");
        for (TextConfig.Chain chain : List.of(Texts.chain(List.of(), ICU, stop), Texts.chain(List.of(), words))) {
            assertEquals(
                    "m.yaml:7:9: cannot read resource 'stop-shop' from '" + folder.resolve("stop-shop")
                            + "': expected UTF-8, found byte 0xb5 in line 1; it looks like GBK: convert it with"
                            + " 'iconv -f gb18030 -t utf-8'",
                    problem(Texts.config(chain, gbk)));
        }
    }

    @Test
    void aResourceThatIsMissingOrAnotherIsToldOnce() {
        TextConfig.Resource right = Texts.resource(folder, "w", "words".getBytes(StandardCharsets.UTF_8));
        TextConfig.Chain chain = Texts.chain(List.of(), ICU, Texts.component("stop", "words", "w"));
        TextConfig.Resource other = new TextConfig.Resource("w", right.file(), "0".repeat(64), "m.yaml:3:5");
        assertEquals(
                "m.yaml:3:5: cannot read resource 'w' from '" + right.file() + "': expected sha256 " + "0".repeat(64)
                        + ", found " + right.sha256() + "; if the file is right, put that into the configuration",
                problem(Texts.config(chain, other)));
        TextConfig.Resource missing =
                new TextConfig.Resource("w", folder.resolve("nowhere"), right.sha256(), "m.yaml:3:5");
        assertEquals(
                "m.yaml:3:5: cannot read resource 'w' from '" + folder.resolve("nowhere") + "': there is no such file",
                problem(Texts.config(chain, missing)));
    }

    @Test
    void aBuiltInNameIsNotTaken() {
        TextConfig.Resource taken = Texts.resource(folder, "limosa-stop-zh", new byte[0]);
        assertTrue(problem(Texts.config(Texts.chain(List.of(), ICU), taken)).contains("is built in"));
        TextConfig.Chain zh = new TextConfig.Chain("zh", List.of(), ICU, List.of(), "m.yaml:5:3");
        assertEquals("m.yaml:5:3: chain 'zh' is built in; take another name", problem(Texts.config(zh)));
        assertEquals(
                "unknown chain 'zhh'; did you mean 'zh'?",
                assertThrows(IllegalArgumentException.class, () -> Texts.BUILT_IN.chain("zhh"))
                        .getMessage());
    }

    @Test
    void aChainSaysWhatItIsMadeOf() {
        TextConfig.Resource words = Texts.resource(folder, "w", "塍鹬".getBytes(StandardCharsets.UTF_8));
        TextConfig.Chain chain = Texts.chain(
                List.of(Texts.component("htmlStrip"), Texts.component("patternReplace", "pattern", "\"\\d")),
                Texts.component("hanlp", "userDictionary", "w", "mode", "basic"),
                Texts.component("stop", "words", "limosa-stop-zh"));
        Chain compiled =
                Texts.chains(Texts.config(chain, words), new ArrayList<>()).chain("c");
        assertEquals(
                "char-filter htmlStrip > char-filter patternReplace pattern=\"\\\"\\\\d\" > tokenizer hanlp"
                        + " mode=\"basic\" userDictionary=\"w\" > filter stop words=\"limosa-stop-zh\"",
                compiled.canonicalForm());
        assertEquals(Set.of("w", "limosa-stop-zh"), compiled.resources());
    }

    @Test
    void theBuiltInListsAreThere() {
        dev.limosa.text.Resources resources = dev.limosa.text.Resources.read(TextConfig.NONE, new ArrayList<>());
        for (String name : resources.names()) {
            assertTrue(resources.lines(name).size() >= 10, name);
        }
        for (String name : List.of("limosa-stop-zh", "limosa-stop-en")) {
            List<String> words = resources.lines(name);
            assertEquals(words.size(), Set.copyOf(words).size(), "a word stands twice in " + name);
            assertTrue(words.size() > 250, name + " has " + words.size());
        }
    }
}
