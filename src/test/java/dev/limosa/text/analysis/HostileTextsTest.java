package dev.limosa.text.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.limosa.text.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever the text, a chain makes tokens of it: the same in every thread, and at once. */
class HostileTextsTest {

    private static final String DATA = System.getProperty("limosa.data", "");

    private static final List<Chain> CHAINS = List.of(
            Texts.BUILT_IN.chain("zh"),
            Texts.BUILT_IN.chain("zh-tokens"),
            Texts.BUILT_IN.chain("en"),
            chain("icu"),
            chain("hmmChinese"),
            chain("hanlp", "mode", "standard"));

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000\u0001\u001f\u007f",
            "\uD800",
            "\uDC00\uD800",
            "a\uD83Db\uDE00c",
            "中\uD840国\uDC00文",
            "\u202E反向\u202D文本\u2066隔离\u2069",
            "\u200B\u200C\u200D\u2060\uFEFF",
            "Z̷̛͔͙a̵l̸g̶o̴ 中̷文̴",
            "👨‍👩‍👧‍👦🏳️‍🌈🇨🇳1️⃣",
            "\uFDD0\uFFFE\uFFFF",
            "\u2028\u2029\u0085",
            "<script>alert('坏')</script>&amp;&#0;",
            "'; DROP TABLE 用户; --",
            "%s%n%d${jndi:ldap://x}",
            "İstanbul IĞDIR ıI ẞß ΑΣ ﬃ",
            "אבג ابج ไทย ខ្មែរ မြန်မာ 한국어 ひらがなカタカナ",
            "e\u0301\u0301\u0301é",
            "…".repeat(300),
            "的".repeat(1000),
            "a".repeat(1000),
            "0".repeat(1000));

    private static Chain chain(String tokenizer, String... parameters) {
        return Texts.chains(
                        Texts.config(Texts.chain(List.of(), Texts.component(tokenizer, parameters))), new ArrayList<>())
                .chain("c");
    }

    @TestFactory
    Stream<DynamicTest> everyChainTakesEveryText() {
        return CHAINS.stream()
                .map(chain -> dynamicTest(chain.canonicalForm(), () -> {
                    ChainRun run = chain.newRun();
                    TEXTS.forEach(text -> {
                        List<String> tokens = check(run, text);
                        assertEquals(tokens, Texts.tokens(chain, text), "a run that is used again is as a new one");
                    });
                }));
    }

    private static List<String> check(ChainRun run, String text) {
        Tokens tokens = new Tokens();
        run.analyze(text, tokens);
        for (String token : tokens.toList()) {
            assertFalse(token.isEmpty());
            // Only what was broken before is broken after.
            assertTrue(isWhole(token) || !isWhole(text), () -> "a character is cut in two in " + token);
        }
        return tokens.toList();
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Property(tries = 500)
    void anyStringAtAll(@ForAll @StringLength(max = 60) String text) {
        CHAINS.forEach(chain -> assertEquals(check(chain.newRun(), text), check(chain.newRun(), text)));
    }

    @TestFactory
    Stream<DynamicTest> aMegabyteIsOnlyLonger() {
        String sentence = "这家酒店的服务态度非常好，房间也很干净！The rooms are clean. ";
        String distinct = IntStream.range(0x100, 0x19000)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        List<String> giants = List.of(
                sentence.repeat(1_000_000 / sentence.length()),
                "中华人民共和国万岁".repeat(40_000),
                "x".repeat(1_000_000),
                "9".repeat(1_000_000),
                "，".repeat(350_000),
                "\uD83D\uDE00".repeat(250_000),
                distinct);
        return CHAINS.stream().flatMap(chain -> IntStream.range(0, giants.size())
                .mapToObj(i -> dynamicTest(chain.canonicalForm() + " " + i, () -> {
                    ChainRun run = chain.newRun();
                    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> check(run, giants.get(i)));
                })));
    }

    /** A text is cut only where a sentence ends, so its words are those of its sentences. */
    @Test
    void aLongTextIsCutBetweenSentences() {
        String sentence = "王小明说这家酒店的服务态度非常好！";
        Chain standard = CHAINS.get(5);
        List<String> once = Texts.tokens(standard, sentence);
        List<String> often = Texts.tokens(standard, sentence.repeat(5000));
        assertEquals(5000 * once.size(), often.size());
        assertEquals(once, often.subList(2000 * once.size(), 2001 * once.size()));
    }

    @Test
    void manyThreadsMakeTheSame() throws Exception {
        List<String> texts = new ArrayList<>(TEXTS);
        IntStream.range(0, 300).forEach(i -> texts.add("第" + i + "条：斑尾塍鹬在南方过冬，the godwits’ flights, " + i));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (Chain chain : CHAINS) {
                List<String> expected = joined(chain, texts);
                List<Callable<List<String>>> tasks = IntStream.range(0, 4)
                        .mapToObj(i -> (Callable<List<String>>) () -> joined(chain, texts))
                        .toList();
                for (Future<List<String>> future : pool.invokeAll(tasks)) {
                    assertEquals(expected, future.get());
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    private static List<String> joined(Chain chain, List<String> texts) {
        ChainRun run = chain.newRun();
        Tokens tokens = new Tokens();
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            run.analyze(text, tokens);
            StringBuilder line = new StringBuilder();
            tokens.appendJoined(line, "\u0001");
            all.add(line.toString());
        }
        return all;
    }

    @Test
    void theBigListOfNaughtyStrings() throws Exception {
        assumeTrue(!DATA.isEmpty(), "needs the list: run with -Dlimosa.data=DIR, where DIR/blns.json is");
        JsonNode list = new ObjectMapper().readTree(Path.of(DATA, "blns.json").toFile());
        assertTrue(list.size() > 400, list.size() + " strings");
        for (Chain chain : CHAINS) {
            ChainRun run = chain.newRun();
            list.forEach(text -> check(run, text.asText()));
        }
    }
}
