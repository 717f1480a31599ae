package dev.limosa.text;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.Component;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.text.analysis.Catalogue;
import dev.limosa.text.analysis.ChainRun;
import dev.limosa.text.analysis.Chains;
import dev.limosa.text.analysis.Kind;
import dev.limosa.text.analysis.Parameter;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.JsonWriter;
import dev.limosa.transform.RowTransform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All that the text engine makes of some texts, a line for each result, so that two processes can be compared. */
final class EveryResult {

    /** What the configuration refers to. */
    static final Map<String, String> ENVIRONMENT = Map.of("HASH_KEY", "0123456789abcdef0123456789abcdef");

    private static final List<String> TEXTS = List.of(
            "",
            "   ",
            "TITLE Istanbul İstanbul ıssız IĞDIR Straße ΣΊΣΥΦΟΣ ǅ ﬁ Ⅷ",
            "我们在北京的一家酒店住了三天，房间很大，服务也很好。",
            "這家飯店的服務態度極好，後來我們乾脆續訂了幾晚。頭髮、發財、皇后",
            "中国科学院计算技术研究所的宗成庆教授正在教授自然语言处理课程",
            "商品和服务，结婚的和尚未结婚的；２０２６年１１月２５日１５：３０",
            "The foxes' running shoes aren't as good as the dogs' universities were on 11/25/2026.",
            "<p>Fish &amp; chips&nbsp;<b>good</b> &#x4e2d;&#25991;</p><script>x()</script>",
            "call 13812345678 or +86 139-1234-5678, mail a.b@example.com, id 11010519491231002X, card 4111111111111111",
            "これは日本語の文章です。東京タワーへ行きました。",
            "한국어 문장을 여기에 씁니다.",
            "Это русский текст, написанный кириллицей. А тут українська: їжак.",
            "هذا نص عربي فيه كلمات كثيرة ١٢٣",
            "ภาษาไทยไม่มีช่องว่างระหว่างคำ",
            "Der schnelle Fuchs springt über den faulen Hund, 1.234,56 € am 25.11.2026",
            "e\u0301 \u00e9 \u212b \u1e9e \u0130 \u0131 \ufb03 \u2126",
            "👩‍👩‍👧‍👦 😀 🇨🇳 \u200b\u200d\ufeff\u202e abc \u0000\u0007\t\r\n\u2028",
            "\ud800 half \udc00 a pair \ud83d",
            "word ".repeat(500),
            "电池很好，屏幕也很好。".repeat(200),
            "1,234.56 1e10 -5 $3.99 50% 3/4 C++ AT&T wi-fi O'Neil www.example.com/a?b=c @x #y");

    private final MigrationConfig config;
    private final TextEngine text;

    EveryResult(Path config) {
        this.config = ConfigFile.read(config, List.of(), ENVIRONMENT);
        this.text = TextEngine.of(this.config.text());
    }

    /** {@code config out threads}; fails if two threads come to different results. */
    public static void main(String[] args) throws Exception {
        List<String> lines = new EveryResult(Path.of(args[0])).lines(Integer.parseInt(args[2]));
        Files.write(Path.of(args[1]), lines, StandardCharsets.UTF_8);
    }

    List<String> lines(int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<List<String>> all = this::lines;
            List<List<String>> results = new ArrayList<>();
            for (Future<List<String>> result : pool.invokeAll(Collections.nCopies(threads, all))) {
                results.add(result.get());
            }
            if (results.stream().distinct().count() > 1) {
                throw new IllegalStateException("threads of one process made different results");
            }
            return results.get(0);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        rows(lines);
        for (String name : text.chains().names()) {
            lines.add("fingerprint of chain " + name + " "
                    + Fingerprint.of(name, text.chains(), text.resources()).json());
            analyze("chain " + name, text.chains().chain(name).newRun(), lines);
        }
        factories(lines);
        return lines;
    }

    /** Bytes of whole rows. */
    private void rows(List<String> lines) {
        MigrationConfig.TableConfig table = config.tables().get(0);
        Fingerprint fingerprint = Fingerprint.of(table, text.chains(), text.resources());
        lines.add("fingerprint of the table " + fingerprint.sha256() + " " + fingerprint.json());
        TableSchema schema = new TableSchema(
                table.table(),
                1,
                List.of(new Column("id", "bigint", false), new Column("body", "text", true)),
                List.of("id"));
        RowTransform transform = RowTransform.compile(schema, table, text);
        for (int i = 0; i < TEXTS.size(); i++) {
            byte[] row = new JsonWriter()
                    .ascii("{\"id\":" + i + ",\"body\":")
                    .string(TEXTS.get(i))
                    .raw('}')
                    .toByteArray();
            lines.add("row " + new String(transform.apply(row), StandardCharsets.UTF_8));
        }
    }

    /** Each of Lucene's that can be made of nothing. */
    private void factories(List<String> lines) {
        for (Catalogue.Entry entry : Catalogue.entries()) {
            if (entry.parameters().stream().noneMatch(Parameter::required)) {
                Component component = new Component(entry.name(), Map.of(), "");
                Component standard = new Component("standard", Map.of(), "");
                TextConfig.Chain chain = new TextConfig.Chain(
                        "one",
                        entry.kind() == Kind.CHAR_FILTER ? List.of(component) : List.of(),
                        entry.kind() == Kind.TOKENIZER ? component : standard,
                        entry.kind() == Kind.TOKEN_FILTER ? List.of(component) : List.of(),
                        "");
                factory(entry.kind() + " " + entry.name(), chain, lines);
            }
        }
    }

    private static void factory(String name, TextConfig.Chain chain, List<String> lines) {
        TextConfig only = new TextConfig(Map.of(), Map.of(chain.name(), chain), TextConfig.Limits.DEFAULT);
        List<String> problems = new ArrayList<>();
        Chains chains = Chains.compile(only, Resources.read(only, problems), problems);
        if (problems.isEmpty()) {
            analyze(name, chains.chain(chain.name()).newRun(), lines);
        } else {
            lines.add(name + " " + problems);
        }
    }

    private static void analyze(String name, ChainRun run, List<String> lines) {
        Tokens tokens = new Tokens();
        for (int i = 0; i < TEXTS.size(); i++) {
            try {
                run.analyze(TEXTS.get(i), tokens);
                lines.add(name + " " + i + " " + escaped(tokens.toList().toString()));
            } catch (IllegalArgumentException e) {
                lines.add(name + " " + i + " fails");
            }
        }
    }

    /** Half a pair survives, too. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : "\\u" + Integer.toHexString(c));
        }
        return out.toString();
    }
}
