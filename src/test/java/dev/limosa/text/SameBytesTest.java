package dev.limosa.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.TransformStep.TextFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same texts become the same bytes and have the same fingerprint, wherever they are made. */
class SameBytesTest {

    private static final Map<TextFunction, String> PARAMETERS = Map.of(
            TextFunction.REPLACE, "pattern: '(?i)i|[酒饭]店', replacement: '<$0>'",
            TextFunction.TRUNCATE, "max: 12, ellipsis: '…'",
            TextFunction.MASK_WORDS, "words: words, ignore: [case, width]",
            TextFunction.MASK, "kinds: [phone, email, cn-id, bank-card]",
            TextFunction.HASH, "key: '${env:HASH_KEY}'");

    private static final String OUTPUTS =
            """
            any: {emit: language, from: body}
            lang: {emit: language, from: body, allowed: [zh, en], otherwise: zh}
            joined: {emit: tokens, from: body, chain: en}
            doc: {emit: tokens, from: body, chain: own, format: json}
            words: {emit: tokens, from: body, chain: {by: lang, zh: zh, en: en}, format: array}
            pieces: {emit: tokens, from: body, chain: zh-tokens, format: array}
            rank: {emit: keywords, from: words, top: 5}
            rare: {emit: keywords, from: pieces, method: tf-idf, idf: frequencies, top: 7}
            print: {emit: simhash, from: pieces, bands: 4}
            size: {emit: count, from: body, what: characters}
            many: {emit: count, from: pieces, what: tokens}
            several: {emit: count, from: pieces, what: distinct-tokens}
            """;

    @TempDir
    private Path folder;

    @Test
    void anotherJvmWithAnotherLanguageZoneCharsetAndMoreThreadsMakesTheSameBytes() throws Exception {
        Path config = config();
        Path out = folder.resolve("results.txt");
        Process other = other(config, out);
        List<String> here = new EveryResult(config).lines(1);
        assertTrue(other.waitFor(4, TimeUnit.MINUTES), "the other JVM does not end");
        assertEquals(0, other.exitValue(), () -> read(folder.resolve("log")));
        List<String> there = Files.readAllLines(out, StandardCharsets.UTF_8);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < here.size() && i < there.size(); i++) {
            if (!here.get(i).equals(there.get(i))) {
                different.add("here  " + here.get(i) + "\nthere " + there.get(i));
            }
        }
        assertEquals("", String.join("\n", different));
        assertEquals(here.size(), there.size());
        assertTrue(here.size() > 2_500, "results: " + here.size());
    }

    private Process other(Path config, Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx700m",
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Djava.locale.providers=COMPAT",
                        // The library's logarithm instead of the processor's.
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-UseLibmIntrinsic",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EveryResult.class.getName(),
                        config.toString(),
                        out.toString(),
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private Path config() throws Exception {
        StringBuilder yaml = new StringBuilder(
                """
                migration: m
                source: {url: "jdbc:postgresql://a:1/x", user: u}
                target: {url: "jdbc:postgresql://b:1/y", user: u}
                kafka: {bootstrap-servers: "k:1"}
                text:
                  chains:
                    own: {char-filter: htmlStrip, tokenizer: {type: hanlp, mode: standard, userDictionary: words}}
                    basic: {tokenizer: {type: hanlp, mode: basic, userDictionary: words}}
                    smart: {tokenizer: hmmChinese, filter: [{type: stop, words: smartcn-stop}, porterStem]}
                    icu: {char-filter: [{type: zhConvert, to: traditional}], tokenizer: icu, filter: [icuFolding]}
                  resources:
                """);
        yaml.append(resource("words", "研究所\n自然语言处理 n 10\nistanbul\nfox\n"));
        yaml.append(resource("frequencies", "1000\n的\t900\n酒店\t40\n电池\t3\nfox\t7\n"));
        yaml.append("tables:\n  - table: shop.reviews\n    transforms:\n");
        List<String> outputs = new ArrayList<>(OUTPUTS.lines().toList());
        for (TextFunction function : TextFunction.values()) {
            String name = function.name().toLowerCase(Locale.ROOT).replace('_', '-');
            String more = PARAMETERS.get(function);
            yaml.append("      - copy: {body: c_" + name + "}\n      - " + name + ": "
                    + (more == null ? "[c_" + name + "]" : "{columns: [c_" + name + "], " + more + "}") + "\n");
            outputs.add("o_" + name + ": {emit: cleaned, from: body, steps: ["
                    + (more == null ? name : "{type: " + name + ", " + more + "}") + "]}");
        }
        yaml.append("    outputs:\n");
        outputs.forEach(output -> yaml.append("      ").append(output).append('\n'));
        return Files.writeString(folder.resolve("migration.yaml"), yaml);
    }

    private String resource(String name, String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), bytes);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return "    " + name + ": {file: " + name + ", sha256: " + sha256 + "}\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
