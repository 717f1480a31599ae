package dev.limosa.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a hand can write and no migration can use: each with its place and the reason, and never a value that is secret.
 */
class ConfigErrorsTest {

    /** Six good lines; the cases add to them or take one's place. */
    static final List<String> GOOD = List.of(
            "migration: shop",
            "source: {url: 'jdbc:postgresql://a:5432/x', user: me}",
            "target: {url: 'jdbc:postgresql://b:5432/y', user: me}",
            "kafka: {bootstrap-servers: 'k:9092'}",
            "tables: [{table: shop.orders}]",
            "sink: {tasks: 3}");

    @TempDir
    private Path folder;

    static String good() {
        return String.join("\n", GOOD) + "\n";
    }

    /** The good lines with one of them replaced; from line 7 on they are added. */
    private static String with(int line, String text) {
        List<String> lines = new ArrayList<>(GOOD);
        if (line > lines.size()) {
            lines.add(text);
        } else {
            lines.set(line - 1, text);
        }
        return String.join("\n", lines) + "\n";
    }

    static List<String> problems(String yaml) {
        return assertThrows(InvalidConfigurationException.class, () -> ConfigFile.parse("m.yaml", yaml))
                .problems();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            textBlock =
                    """
            6 => sink: {tasks: 3ms} => m.yaml:6:15: expected a number from 1 to 256 under 'sink.tasks', found '3ms'
            6 => sink: {tasks: '3'} => m.yaml:6:15: expected a number from 1 to 256 under 'sink.tasks', found the text '3'
            6 => sink: {tasks: 010} => m.yaml:6:15: expected a number from 1 to 256 under 'sink.tasks', found '010'
            6 => sink: {tasks: 1_0} => m.yaml:6:15: expected a number from 1 to 256 under 'sink.tasks', found '1_0'
            6 => sink: {tasks: 99999999999} => m.yaml:6:15: expected a number from 1 to 256 under 'sink.tasks', found '99999999999'
            6 => sink: {tasks: [3]} => m.yaml:6:15: expected a number from 1 to 256 under 'sink.tasks', found a list
            6 => sink: {tasks: } => m.yaml:6:14: expected a number from 1 to 256 under 'sink.tasks', found nothing
            6 => capture: {watermark-ms: 1s} => m.yaml:6:25: expected a number from 50 to 60000 under 'capture.watermark-ms', found '1s' (milliseconds)
            6 => capture: {chunk-bytes: 16MiB} => m.yaml:6:24: expected a number from 1024 to 268435456 under 'capture.chunk-bytes', found '16MiB' (bytes)
            6 => sink: 3 => m.yaml:6:7: expected a map under 'sink', found a single value
            6 => sink: {tasks: 3, tasks: 4} => m.yaml:6:18: key 'tasks' stands here again, after line 6; take one out
            7 => migration: other => m.yaml:7:1: key 'migration' stands here again, after line 1; take one out
            7 => ? [a, b] => m.yaml:7:3: expected a name as the key, found a list
            6 => sink: &s {<<: *s} => m.yaml:6:11: cannot use the merge key '<<'; write the keys out
            1 => migration: !name shop => m.yaml:1:12: cannot use a YAML tag ('!…') here; take it out, or write the value in quotes
            1 => migration: *name => m.yaml:1:12: cannot read YAML: found an alias ('*…') of no anchor
            1 => migration: [shop] => m.yaml:1:12: expected text under 'migration', found a list
            1 => migration: '' => m.yaml:1:12: expected text under 'migration', found an empty one
            6 => capture: {slot: My-Slot} => m.yaml:6:17: cannot use slot name 'My-Slot': expected 1 to 63 of a-z, 0-9 and _
            4 => kafka: {bootstrap-servers: kafka} => m.yaml:4:28: cannot use 'kafka': expected host:port, or several of them with commas between
            4 => kafka: {bootstrap-servers: 'k:1', properties: {acks: [1]}} => m.yaml:4:54: expected text under 'kafka.properties.acks', found a list
            5 => tables: shop.orders => m.yaml:5:9: expected a map under 'tables[0]', found a single value
            5 => tables: [] => m.yaml:1:1: expected at least one table under 'tables', found none
            5 => tables: [{table: shop.a, apply: [ordered]}] => m.yaml:5:33: expected text under 'tables[0].apply', found a list
            5 => tables: [{table: shop.a, where: {column: c, in: [~]}}] => m.yaml:5:50: expected text under 'tables[0].where.in[0]', found nothing
            5 => tables: [{table: shop.a, transforms: [{trim: []}]}] => m.yaml:5:39: expected at least one column under 'tables[0].transforms[0].trim', found none
            5 => tables: [{table: shop.a, transforms: [trim]}] => m.yaml:5:39: expected one step such as {trim: [column]}, found []
            5 => tables: [{table: shop.a}, {table: shop.a}] => m.yaml:5:35: table shop.a is listed twice; take one out
            5 => tables: [{table: shop.a}, {table: shop.b, to: shop.a}] => m.yaml:5:27: two tables go to shop.a; give one another 'to'
            2 => source: {url: 'jdbc:postgresql://a:5432', user: me} => m.yaml:2:15: cannot use url 'jdbc:postgresql://a:5432': expected jdbc:postgresql://host:port/database
            """)
    void aLineThatCannotBeUsedIsToldWithItsPlace(int line, String text, String problem) {
        assertEquals(List.of(problem), problems(with(line, text)));
    }

    @Test
    void tabsAndReferencesWithoutQuotesGetAHint() {
        assertTrue(problems(with(6, "sink:\t3"))
                .get(0)
                .startsWith("m.yaml:6:6: cannot read YAML: found character '\\t(TAB)' that cannot start any token"));
        assertTrue(problems(with(2, "source: {url: 'jdbc:postgresql://a/x', user: me, password: ${env:PW}}"))
                .get(0)
                .endsWith("; inside { } write a reference in quotes: \"${env:NAME}\""));
    }

    @Test
    void problemsComeInTheOrderOfTheFile() {
        List<String> problems = problems(with(1, "zzz: 1\nmigration: Shop") + "yyy: 2\n");
        assertEquals(
                List.of("m.yaml:1:1", "m.yaml:2:12", "m.yaml:8:1"),
                problems.stream().map(p -> p.replaceAll(": .*", "")).toList());
    }

    /** What a slip of the hand makes of a password's line must not bring the password into a log. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{url: 'jdbc:postgresql://a/x', user: me, password: canary}",
                "{url: 'jdbc:postgresql://a/x', user: me, password:canary}",
                "{url: 'jdbc:postgresql://a/x', user: me, password:canary, password:canary}",
                "{url: 'jdbc:postgresql://a/x', user: me, password: *canary}",
                "{url: 'jdbc:postgresql://a/x', user: me, password: !canary x}",
                "{url: 'jdbc:postgresql://a/x', user: me, password: {canary: x}}",
                "{url: 'jdbc:postgresql://a/x', user: me, passwort: canary}",
                "{url: 'jdbc:postgresql://a/x?password=canary', user: me}",
                "{url: 'jdbc:mysql://a/x?password=canary', user: me}",
                "{url: 'jdbc:postgresql://me:canary@a/x', user: me}",
            })
    void aSecretInTheFileIsRefusedAndNotRepeated(String source) {
        String problems = String.join("\n", problems(with(2, "source: " + source)));
        assertTrue(problems.contains("m.yaml:2:"), problems);
        assertFalse(problems.contains("canary"), problems);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password: canary",
                "ssl.keystore.key: canary",
                "producer.ssl.truststore.password: 'x${env:PW}canary'",
                "sasl.oauthbearer.client.credentials.client.secret: canary",
                "sasl.jaas.config: 'Plain required username=\"u\" password=\"canary\";'",
                "sasl.jaas.config: 'Oauth required clientId=\"u\" clientSecret=\"canary\";'",
            })
    void aSecretAmongPropertiesIsRefusedAndNotRepeated(String property) {
        List<String> problems = problems(with(4, "kafka: {bootstrap-servers: 'k:1', properties: {" + property + "}}"));
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("found the secret itself"), problems.get(0));
        assertFalse(problems.get(0).contains("canary"), problems.get(0));
    }

    @Test
    void textThatIsNoMap() {
        assertEquals(List.of("m.yaml:1:1: expected a map with the key 'migration', found nothing"), problems(""));
        assertEquals(List.of("m.yaml:1:1: expected a map with the key 'migration', found nothing"), problems("# no\n"));
        assertEquals(List.of("m.yaml:1:1: expected a map with the key 'migration', found a list"), problems("- a"));
        assertEquals(1, problems(good() + "---\n" + good()).size());
        assertTrue(problems("a: ".repeat(3_000_000)).get(0).startsWith("m.yaml:1:"));
        assertTrue(problems("[".repeat(10_000)).get(0).contains("cannot read YAML"));
    }

    @Test
    void bytesThatAreNoTextAreToldWithTheirPlace() throws Exception {
        assertEquals(
                "4:3: cannot read text: found the control character U+0000",
                read("a: 1\n\n\n  \0".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "2:5: cannot read text: expected UTF-8, found byte 0xe4",
                read("a: 1\nb: \u00fc".getBytes(StandardCharsets.UTF_8), (byte) 0xe4, (byte) 'x'));
        assertEquals(
                "1:1: cannot read text: expected UTF-8, found byte 0xff", read(new byte[0], (byte) 0xff, (byte) 0xfe));
        assertEquals(
                "1:2: cannot read text: expected UTF-8, found byte 0xc3",
                read("a".getBytes(StandardCharsets.UTF_8), (byte) 0xc3));
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws Exception {
        Path file = Files.writeString(folder.resolve("m.yaml"), "\uFEFF" + good());
        assertEquals("shop", ConfigFile.read(file, List.of(), Map.of()).migration());
    }

    @Test
    void aFileThatCannotBeReadIsToldWithTheReason() {
        assertTrue(unreadable(folder.resolve("none.yaml"))
                .endsWith("there is no such file; name it with -c, or make one with 'limosa init'"));
        assertTrue(unreadable(folder).endsWith("it is a folder"));
    }

    @Test
    void anAnchorMayBeUsedAgain() {
        String yaml = with(2, "source: &db {url: 'jdbc:postgresql://a:5432/x', user: me}")
                .replaceAll("target: .*", "target: *db");
        MigrationConfig config = ConfigFile.parse("m.yaml", yaml, List.of("source.user=other"), Map.of());
        assertEquals("other", config.source().user());
        assertEquals("me", config.target().user(), "what is set for one place is not set for the other");
    }

    private static String unreadable(Path file) {
        return assertThrows(InvalidConfigurationException.class, () -> ConfigFile.read(file, List.of(), Map.of()))
                .problems()
                .get(0);
    }

    private String read(byte[] text, byte... more) throws Exception {
        Path file = folder.resolve("m.yaml");
        Files.write(file, text);
        Files.write(file, more, StandardOpenOption.APPEND);
        String problem = unreadable(file);
        return problem.substring(file.toString().length() + 1);
    }
}
