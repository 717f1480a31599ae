package dev.limosa.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The schema, which editors follow, and the parser, which decides, say the same. */
class ConfigSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigSchema.text(), InputFormat.JSON);

    private static final String HEAD =
            """
            migration: shop
            source: {url: 'jdbc:postgresql://a:5432/x', user: me}
            target: {url: 'jdbc:postgresql://b:5432/y?sslmode=require', user: 17, password: "${env:PW}"}
            kafka: {bootstrap-servers: 'k:9092, l:9092'}
            """;
    private static final String TABLES = "tables: [{table: shop.orders}]\n";

    /** Documents that both take. */
    private static final List<String> GOOD = List.of(
            HEAD + TABLES,
            HEAD + "tables: {table: shop.orders}",
            HEAD + TABLES + "text:",
            HEAD + TABLES + "text: {chains: , resources: {}}",
            HEAD + TABLES + "text: {resources: {w: {file: a/w.txt, sha256: " + "0Af9".repeat(16) + "}}}",
            HEAD + TABLES
                    + "text: {chains: {a: {tokenizer: icu}, b: {char-filter: htmlStrip, tokenizer: {type: standard,"
                    + " maxTokenLength: 9}, filter: [lowercase, {type: stop, words: [x, y], ignoreCase: true}]}}}",
            HEAD + TABLES + "sink:\ncapture:\ntransform: {}\nadmin: {port: -1, host: '::1'}\npartitions: 1000",
            HEAD + TABLES + "capture: {slot: a_1, publication: P, chunk-rows: 1, chunk-bytes: 1024, watermark-ms: 50}",
            HEAD + TABLES + "capture: {properties: {max.batch.size: 1, a: true, b: 1.5, c: x}}\n",
            HEAD + TABLES + "capture: {properties: }\n",
            HEAD + TABLES + "secrets: {allowed-variables: 'DB_.*|PW', allowed-paths: [/run]}",
            HEAD + TABLES + "secrets: {allowed-paths: /run}",
            HEAD + TABLES
                    + "sink: {tasks: 256, max-poll-records: 1}\ntransform: {threads: 1, commit-interval-ms: 60000}",
            HEAD + "tables: [{table: shop.orders, to: a.b.c, apply: ordered, where: {column: c, not-in: x}}]",
            HEAD + "tables: [{table: 1.a, where: {column: c, in: [x, 1, true, '']}, transforms: }]",
            HEAD + "tables: [{table: a.b, transforms: [{trim: a}, {lower: [a]}, {nfkc: [a, b]}, {strip-html: a}]}]",
            HEAD
                    + "tables: [{table: a.b, transforms: [{collapse-space: a}, {rename: {a: b}}, {copy: {a: b}}, {drop: a}]}]",
            HEAD + "tables: [{table: a.b, transforms: {trim: a}}]",
            HEAD
                    + "tables: [{table: a.b, transforms: [{nfc: a}, {half-width: a}, {full-width: [a]}, {simplified: a}]}]",
            HEAD
                    + "tables: [{table: a.b, transforms: [{traditional: a}, {remove-control: a}, {remove-control: [a, b]}]}]",
            HEAD + step("remove-control: {columns: a}"),
            HEAD + step("remove-control: {columns: [a], keep: []}"),
            HEAD + step("remove-control: {columns: a, keep: tab}"),
            HEAD + step("remove-control: {columns: a, keep: }"),
            HEAD + step("replace: {columns: a, pattern: 1, replacement: ''}"),
            HEAD + step("truncate: {columns: a, max: 1}"),
            HEAD + step("truncate: {columns: [a], max: 100000000, unit: bytes, ellipsis: '…'}"),
            HEAD + step("mask-words: {columns: a, words: w, with: '', ignore: [width, case]}"),
            HEAD + step("mask: {columns: a, kinds: phone}"),
            HEAD + step("mask: {columns: a, kinds: [phone, email, cn-id, cn-id-15, bank-card], with: <X>}"),
            HEAD + step("hash: {columns: a, key: '${env:HASH}', encoding: base64url, length: 8}"),
            HEAD + "tables: [{table: a.b, outputs: }]",
            HEAD + "text: {row-timeout-ms: 10, max-characters: 100000000}\n" + TABLES,
            output("emit: cleaned, from: a"),
            output("emit: cleaned, from: [a, b], steps: [trim, {type: lower}], separator: ''"),
            output("emit: cleaned, from: a, steps: trim, column: false"),
            output("emit: tokens, from: a, chain: zh, separator: '|'"),
            output("emit: tokens, from: a, chain: {by: b, zh: zh, en: en, otherwise: c}, format: array"),
            output("emit: keywords, from: a, chain: zh, top: 100"),
            output("emit: keywords, from: a, method: tf-idf, idf: c"),
            output("emit: language, from: a"),
            output("emit: language, from: a, allowed: zh, otherwise: zh"),
            output("emit: simhash, from: a, bands: 4"),
            output("emit: count, from: a, what: distinct-tokens"),
            HEAD.replace("l:9092'", "l:9092', properties: {ssl.key.password: '${env:PW}', acks: all}") + TABLES,
            HEAD.replace("l:9092'", "l:9092', properties: {sasl.jaas.config: 'X required password=\"${env:PW}\";'}")
                    + TABLES,
            HEAD.replace("//a:5432", "//${env:PW}") + TABLES);

    /** Documents that both refuse. */
    private static final List<String> BAD = List.of(
            "[]",
            HEAD,
            HEAD + "tables: []",
            HEAD + "tables: ",
            HEAD + "tables: [shop.orders]",
            HEAD + "tables: [{table: orders}]",
            HEAD + "tables: [{table: .a}]",
            HEAD + "tables: [{table: a.}]",
            HEAD + "tables: [{table: a.b, apply: }]",
            HEAD + "tables: [{table: a.b, apply: fast}]",
            HEAD + "tables: [{table: a.b, to: ''}]",
            HEAD + "tables: [{table: a.b, where: }]",
            HEAD + "tables: [{table: a.b, where: {column: c}}]",
            HEAD + "tables: [{table: a.b, where: {in: [c]}}]",
            HEAD + "tables: [{table: a.b, where: {column: c, in: []}}]",
            HEAD + "tables: [{table: a.b, where: {column: c, in: [~]}}]",
            HEAD + "tables: [{table: a.b, where: {column: c, in: [a], not-in: [b]}}]",
            HEAD + "tables: [{table: a.b, transforms: [trim]}]",
            HEAD + "tables: [{table: a.b, transforms: [{trim: []}]}]",
            HEAD + "tables: [{table: a.b, transforms: [{trim: ['']}]}]",
            HEAD + "tables: [{table: a.b, transforms: [{trim: a, lower: a}]}]",
            HEAD + "tables: [{table: a.b, transforms: [{rename: {}}]}]",
            HEAD + "tables: [{table: a.b, transforms: [{rename: [a]}]}]",
            HEAD + "tables: [{table: a.b, transforms: [{rename: {a: ''}}]}]",
            HEAD + "tables: [{table: a.b, transforms: [{shout: a}]}]",
            HEAD + "tables: [{table: a.b, transforms: [{trim: {columns: a}}]}]",
            HEAD + step("remove-control: {keep: tab}"),
            HEAD + step("remove-control: {columns: a, keep: tabs}"),
            HEAD + step("replace: a"),
            HEAD + step("replace: {columns: a, pattern: '', replacement: ''}"),
            HEAD + step("replace: {columns: a, pattern: x}"),
            HEAD + step("replace: {columns: a, pattern: x, replacement: y, with: z}"),
            HEAD + step("truncate: {columns: a}"),
            HEAD + step("truncate: {columns: a, max: '5'}"),
            HEAD + step("truncate: {columns: a, max: 0}"),
            HEAD + step("truncate: {columns: a, max: 1, unit: words}"),
            HEAD + step("mask-words: {columns: a, words: }"),
            HEAD + step("mask: {columns: a}"),
            HEAD + step("mask: {columns: a, kinds: []}"),
            HEAD + step("mask: {columns: a, kinds: fax}"),
            HEAD + step("mask: {columns: [], kinds: phone}"),
            HEAD + step("hash: {columns: a}"),
            HEAD + step("hash: {columns: a, key: 'canary canary canary'}"),
            HEAD + step("hash: {columns: a, key: ''}"),
            HEAD + step("hash: {columns: a, key: '${env:HASH}', length: 7}"),
            HEAD + "tables: [{table: a.b, outputs: [c]}]",
            HEAD + "tables: [{table: a.b, outputs: {c: }}]",
            HEAD + "tables: [{table: a.b, outputs: {c: cleaned}}]",
            HEAD + "tables: [{table: a.b, outputs: {'': {emit: cleaned, from: a}}}]",
            HEAD + "text: {row-timeout-ms: 9}\n" + TABLES,
            HEAD + "text: {max-characters: 0}\n" + TABLES,
            output("from: a"),
            output("emit: shout, from: a"),
            output("emit: cleaned"),
            output("emit: cleaned, from: []"),
            output("emit: cleaned, from: ['']"),
            output("emit: cleaned, from: a, chain: zh"),
            output("emit: cleaned, from: a, column: maybe"),
            output("emit: cleaned, from: a, steps: ['']"),
            output("emit: cleaned, from: a, steps: [{trim: a}]"),
            output("emit: tokens, from: a"),
            output("emit: tokens, from: a, chain: ''"),
            output("emit: tokens, from: a, chain: {zh: zh}"),
            output("emit: tokens, from: a, chain: {by: b}"),
            output("emit: tokens, from: a, chain: zh, format: list"),
            output("emit: keywords, from: a, top: 0"),
            output("emit: keywords, from: a, method: bm25"),
            output("emit: simhash, from: a, bands: 3"),
            output("emit: count, from: a, what: words"),
            HEAD + TABLES + "sink: {tasks: '3'}",
            HEAD + TABLES + "sink: {tasks: }",
            HEAD + TABLES + "sink: {tasks: 0}",
            HEAD + TABLES + "sink: {tasks: 257}",
            HEAD + TABLES + "sink: {tasks: 3ms}",
            HEAD + TABLES + "sink: []",
            HEAD + TABLES + "partitions: 1001",
            HEAD + TABLES + "text: {resources: {w: {sha256: " + "0".repeat(64) + "}}}",
            HEAD + TABLES + "text: {resources: {w: {file: w.txt}}}",
            HEAD + TABLES + "text: {resources: {w: {file: w.txt, sha256: 0af9}}}",
            HEAD + TABLES + "text: {resources: {'a b': {file: w.txt, sha256: " + "0".repeat(64) + "}}}",
            HEAD + TABLES + "text: {resources: [w.txt]}",
            HEAD + TABLES + "text: {chains: {a: {filter: lowercase}}}",
            HEAD + TABLES + "text: {chains: {a: icu}}",
            HEAD + TABLES + "text: {chains: {a: {tokenizer: {maxTokenLength: 9}}}}",
            HEAD + TABLES + "text: {chains: {a: {tokenizer: icu, filters: []}}}",
            HEAD + TABLES + "text: {chains: {a: {tokenizer: [icu, standard]}}}",
            HEAD + TABLES + "text: {chains: {a: {tokenizer: {type: icu, rulefiles: {a: b}}}}}",
            HEAD + TABLES + "text: {chains: {a: {tokenizer: icu, filter: ['']}}}",
            HEAD + TABLES + "capture: {slot: A}",
            HEAD + TABLES + "capture: {publication: ''}",
            HEAD + TABLES + "capture: {watermark-ms: 49}",
            HEAD + TABLES + "capture: {properties: {a: [b]}}",
            HEAD + TABLES + "capture: {properties: {a: }}",
            HEAD + TABLES + "capture: {properties: {database.password: canary}}",
            HEAD + TABLES + "admin: {port: 65536}",
            HEAD + TABLES + "admin: {host: }",
            HEAD + TABLES + "secrets: {allowed-paths: [run]}",
            HEAD.replace("shop", "Shop") + TABLES,
            HEAD.replace("migration: shop", "migration: ") + TABLES,
            HEAD.replace("jdbc:postgresql://a", "jdbc:mysql://a") + TABLES,
            HEAD.replace("?sslmode=require", "?password=canary") + TABLES,
            HEAD.replace("/x'", "'") + TABLES,
            HEAD.replace("${env:PW}", "canary") + TABLES,
            HEAD.replace(", user: me", "") + TABLES,
            HEAD.replace("k:9092, l:9092", "k") + TABLES,
            HEAD.replace("l:9092'", "l:9092', properties: {ssl.key.password: canary}") + TABLES,
            HEAD.replace("l:9092'", "l:9092', properties: {sasl.jaas.config: 'X required password=canary;'}") + TABLES);

    private static String step(String step) {
        return "tables: [{table: a.b, transforms: [{" + step + "}]}]";
    }

    private static String output(String output) {
        return HEAD + "tables: [{table: a.b, outputs: {c: {" + output + "}}}]";
    }

    @TestFactory
    Stream<DynamicTest> bothTakeWhatIsRight() {
        return GOOD.stream()
                .map(yaml -> dynamicTest("…" + yaml.replace(HEAD, ""), () -> {
                    assertEquals(List.of(), SCHEMA.validate(yaml, InputFormat.YAML), "the schema refuses it");
                    ConfigFile.parse("m.yaml", yaml, List.of(), Map.of("PW", "h", "HASH", "0123456789abcdef"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> bothRefuseWhatIsWrong() {
        return BAD.stream()
                .map(yaml -> dynamicTest("…" + yaml.replace(HEAD, ""), () -> {
                    assertTrue(!SCHEMA.validate(yaml, InputFormat.YAML).isEmpty(), "the schema takes it");
                    ConfigErrorsTest.problems(yaml);
                }));
    }

    /** The parser names all keys it knows where none is near to the one it found. */
    @TestFactory
    Stream<DynamicTest> bothKnowTheSameKeys() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(ConfigSchema.text());
        JsonNode table = schema.at("/$defs/table");
        List<DynamicTest> tests = new ArrayList<>(List.of(
                dynamicTest(
                        "resource",
                        () -> assertKeys(
                                schema.at("/$defs/resource"), HEAD + "text: {resources: {w: {QQQQQQQQQQQQ: 1}}}")),
                dynamicTest(
                        "chain",
                        () -> assertKeys(schema.at("/$defs/chain"), HEAD + "text: {chains: {a: {QQQQQQQQQQQQ: 1}}}")),
                dynamicTest("top", () -> assertKeys(schema, HEAD + TABLES + "QQQQQQQQQQQQ: 1")),
                dynamicTest("table", () -> assertKeys(table, HEAD + "tables: [{table: a.b, QQQQQQQQQQQQ: 1}]")),
                dynamicTest(
                        "where",
                        () -> assertKeys(
                                table.at("/properties/where"),
                                HEAD + "tables: [{table: a.b, where: {QQQQQQQQQQQQ: 1}}]")),
                dynamicTest(
                        "transform",
                        () -> assertKeys(
                                schema.at("/$defs/transform"),
                                HEAD + "tables: [{table: a.b, transforms: [{QQQQQQQQQQQQ: a}]}]"))));
        for (String kind : List.of("cleaned", "tokens", "keywords", "language", "simhash", "count")) {
            String output = output("emit: " + kind + ", from: a, QQQQQQQQQQQQ: 1");
            tests.add(dynamicTest(kind, () -> assertKeys(schema.at("/$defs/" + kind), output)));
        }
        schema.path("properties").properties().stream()
                .filter(part -> part.getValue().has("properties"))
                .forEach(part -> tests.add(dynamicTest(part.getKey(), () -> {
                    String yaml = (HEAD + TABLES).replaceAll("(?m)^" + part.getKey() + ":.*\n", "");
                    assertKeys(part.getValue(), yaml + part.getKey() + ": {QQQQQQQQQQQQ: 1}");
                })));
        assertTrue(tests.size() >= 12, "parts were found");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> bothKnowTheSameParametersOfTextFunctions() throws Exception {
        JsonNode definitions = new ObjectMapper().readTree(ConfigSchema.text()).path("$defs");
        return Arrays.stream(TextFunction.values())
                .filter(function -> !function.parameters().isEmpty())
                .map(function -> dynamicTest(Labels.of(function), () -> {
                    JsonNode schema = definitions.path(Labels.of(function) + "-parameters");
                    assertEquals(
                            function.parameters().stream()
                                    .map(TextParameter::name)
                                    .toList(),
                            names(schema, "properties"));
                    assertEquals(
                            function.parameters().stream()
                                    .filter(TextParameter::isRequired)
                                    .map(TextParameter::name)
                                    .toList(),
                            texts(schema.path("required")));
                    function.parameters().forEach(parameter -> assertDefault(parameter, schema));
                }));
    }

    private static void assertDefault(TextParameter parameter, JsonNode schema) {
        JsonNode value = schema.path("properties").path(parameter.name()).path("default");
        String described = value.isArray() ? String.join(",", texts(value)) : value.asText();
        assertEquals(parameter.isRequired() ? "" : parameter.otherwise(), described, parameter.name());
    }

    private static List<String> names(JsonNode schema, String part) {
        List<String> names = new ArrayList<>();
        schema.path(part).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static void assertKeys(JsonNode schema, String yaml) {
        String problem = ConfigErrorsTest.problems(yaml).stream()
                .filter(text -> text.contains("unknown") && text.contains("QQQ"))
                .findFirst()
                .orElseThrow();
        Matcher keys = Pattern.compile("expected one of \\[(.*)]").matcher(problem);
        assertTrue(keys.find(), problem);
        TreeSet<String> known = new TreeSet<>(List.of(keys.group(1).split(", ")));
        TreeSet<String> described = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(described::add);
        assertEquals(described, known);
        assertEquals(false, schema.path("additionalProperties").asBoolean(true), "strict");
    }

    @Test
    void everyKeyIsDescribed() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(ConfigSchema.text());
        List<String> silent = new ArrayList<>();
        for (JsonNode object : schema.findParents("properties")) {
            object.path("properties").properties().stream()
                    .filter(property -> property.getValue().isObject()
                            && !property.getValue().has("description"))
                    .forEach(property -> silent.add(property.getKey()));
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void theEnvironmentReachesEveryPathOutsideOfLists() {
        ConfigSchema schema = ConfigSchema.load();
        assertTrue(schema.paths().containsAll(List.of("migration", "source.password", "sink.tasks", "admin.port")));
        assertEquals(List.of("kafka.properties", "capture.properties"), schema.maps());
    }
}
