package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformFingerprintTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final String PARTS =
            """
            text:
              resources:
                stop: {file: stop.txt, sha256: STOP}
                other: {file: other.txt, sha256: OTHER}
              chains:
                own: {tokenizer: standard, filter: [lowercase, {type: stop, words: stop}]}
                unused: {tokenizer: standard, filter: [{type: stop, words: other}]}
            tables:
              - table: shop.reviews
                transforms: [{trim: [author]}, {hash: {columns: [email], key: "${file:HASH_KEY:k}"}}]
                where: {column: state, in: [open, closed]}
                outputs:
                  clean: {emit: cleaned, from: [title, body], steps: [nfkc], separator: " "}
                  words: {emit: tokens, from: clean, chain: own, format: array}
              - table: shop.orders
                transforms: [{trim: [note]}]
            """;

    @TempDir
    private Path folder;

    private String reviews;

    @BeforeEach
    void printsBefore() throws Exception {
        Files.writeString(folder.resolve("stop.txt"), "the\nof\n");
        Files.writeString(folder.resolve("other.txt"), "a\n");
        Files.writeString(folder.resolve("key"), "k=" + KEY);
        reviews = reviews(PARTS);
    }

    private Typed typed(String parts, String... more) throws Exception {
        String yaml = parts.replace("STOP", sha256("stop.txt"))
                .replace("OTHER", sha256("other.txt"))
                .replace("HASH_KEY", folder.resolve("key").toString());
        String[] arguments = {
            "transform", "fingerprint", "-c", Typed.config(folder, yaml).toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        Typed typed = Typed.run(all);
        assertEquals(ExitCode.OK, typed.exitCode(), typed.err());
        return typed;
    }

    private String sha256(String file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(file))));
    }

    private String reviews(String parts) throws Exception {
        return of("table", "shop.reviews", typed(parts));
    }

    private static String of(String kind, String name, Typed typed) {
        return typed.out()
                .lines()
                .filter(line -> line.matches(kind + " +" + name + " .*"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in\n" + typed.out()));
    }

    private void changes(String from, String to) throws Exception {
        assertTrue(PARTS.contains(from), from);
        assertNotEquals(reviews, reviews(PARTS.replace(from, to)), from + " -> " + to);
    }

    private void keeps(String from, String to) throws Exception {
        assertTrue(PARTS.contains(from), from);
        assertEquals(reviews, reviews(PARTS.replace(from, to)), from + " -> " + to);
    }

    @Test
    void everythingThatDecidesOnTheRowsChangesIt() throws Exception {
        changes("filter: [lowercase, {type: stop, words: stop}]", "filter: [{type: stop, words: stop}, lowercase]");
        changes("filter: [lowercase, {", "filter: [{");
        changes("own: {tokenizer: standard", "own: {tokenizer: {type: standard, maxTokenLength: 20}");
        changes("{trim: [author]}", "{lower: [author]}");
        changes("{trim: [author]}", "{trim: [author, state]}");
        changes("{trim: [author]}", "{rename: {author: name}}");
        changes("in: [open, closed]", "in: [open]");
        changes("from: [title, body]", "from: [body, title]");
        changes("separator: \" \"", "separator: \"\"");
        changes("steps: [nfkc]", "steps: [nfc]");
        changes("format: array", "format: json");
        changes("chain: own", "chain: en");
        changes("${file:HASH_KEY:k}\"", "${file:HASH_KEY:k}\", length: 16");
    }

    @Test
    void whatAFileHoldsChangesItAndSoDoesTheKeyOfAHash() throws Exception {
        Files.writeString(folder.resolve("stop.txt"), "the\nof\na\n");
        String words = reviews(PARTS);
        assertNotEquals(reviews, words);
        Files.writeString(folder.resolve("key"), "k=" + KEY.replace('0', '1'));
        assertNotEquals(words, reviews(PARTS));
        Files.writeString(folder.resolve("key"), "k=" + KEY);
        Files.writeString(folder.resolve("stop.txt"), "the\nof\n");
        assertEquals(reviews, reviews(PARTS));
    }

    @Test
    void whatDecidesOnNothingOfItDoesNot() throws Exception {
        keeps("text:\n", "# a remark\n\ntext:\n  row-timeout-ms: 500\n");
        keeps(
                "{tokenizer: standard, filter: [lowercase, {type: stop, words: stop}]}",
                """

                  filter:
                    - lowercase
                    - words: stop
                      type: 'stop'
                  tokenizer: "standard"
            """
                        .stripTrailing());
        keeps("unused: {tokenizer: standard", "unused: {tokenizer: whitespace");
        keeps("{trim: [note]}", "{lower: [note]}");
        String orders = "  - table: shop.orders\n    transforms: [{trim: [note]}]\n";
        keeps(orders, "");
        keeps(PARTS, PARTS.replace(orders, "").replace("tables:\n", "tables:\n" + orders));
        Files.writeString(folder.resolve("other.txt"), "b\n");
        assertEquals(reviews, reviews(PARTS));
        Files.move(folder.resolve("stop.txt"), folder.resolve("renamed.txt"));
        Files.writeString(folder.resolve("stop.txt"), "");
        String renamed = PARTS.replace("stop.txt, sha256: STOP", "renamed.txt, sha256: " + sha256("renamed.txt"));
        assertEquals(reviews, reviews(renamed));
    }

    @Test
    void aChainHasItsOwnAndJsonTellsWhatItIsMadeOfButNoSecret() throws Exception {
        Typed text = typed(PARTS);
        for (String chain : new String[] {"en", "own", "unused", "zh", "zh-tokens"}) {
            assertEquals(64, of("chain", chain, text).length());
        }
        assertNotEquals(of("chain", "own", text), of("chain", "unused", text));
        assertEquals(
                of("chain", "own", text),
                of("chain", "own", typed(PARTS.replace("{trim: [author]}", "{lower: [author]}"))));
        Typed json = typed(PARTS, "-o", "json");
        assertFalse(json.out().contains(KEY), "a secret");
        JsonNode table =
                JsonMapper.builder().build().readTree(json.out()).path("tables").path(0);
        assertEquals(reviews, table.path("fingerprint").asText());
        assertEquals(reviews.substring(0, 16), table.path("short").asText());
        JsonNode madeBy = table.path("made_by");
        assertEquals(sha256("stop.txt"), madeBy.path("resources").path("stop").asText());
        assertTrue(madeBy.path("libraries").path("icu4j").asText().contains("SHA-256"), json.out());
        assertEquals(1, madeBy.path("chains").size());
        Typed one = typed(PARTS, "--table", "shop.orders");
        assertEquals(1, one.out().lines().count(), one.out());
    }
}
