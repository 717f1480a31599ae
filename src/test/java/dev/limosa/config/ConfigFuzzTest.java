package dev.limosa.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a good file, the answer is a configuration or a list of problems with their places. */
class ConfigFuzzTest {

    private static final String WHOLE =
            """
            migration: shop
            source: {url: "jdbc:postgresql://a:5432/x", user: me, password: "${env:PW}"}
            target:
              url: 'jdbc:postgresql://b:5432/y'
              user: me
            kafka: {bootstrap-servers: "k:9092", properties: {security.protocol: SSL, x: "${file:/run/a:b}"}}
            tables:
              - table: shop.reviews
                to: clean.reviews
                apply: parallel
                where: {column: lang, in: [zh, en]}
                transforms: [{strip-html: [body]}, {trim: author}, {rename: {title: headline}}]
              - &o {table: shop.orders}
            sink: {tasks: 3}
            secrets: {allowed-variables: "[A-Z]+", allowed-paths: [/run]}
            """;

    @Property(tries = 500)
    void neverAnythingButAnAnswer(@ForAll("damage") String yaml, @ForAll("settings") String setting) {
        try {
            ConfigFile.parse("m.yaml", yaml, List.of(setting), Map.of("PW", "canary"));
        } catch (InvalidConfigurationException e) {
            for (String problem : e.problems()) {
                assertTrue(problem.matches("(?s)(m\\.yaml:\\d+:\\d+|--set .*): .+"), problem);
                assertTrue(!problem.contains("canary"), problem);
            }
        }
    }

    /** One place of the file replaced by something that means something to YAML, or nothing. */
    @Provide
    Arbitrary<String> damage() {
        Arbitrary<String> piece = Arbitraries.of(
                "",
                "\n",
                "\t",
                " ",
                ":",
                ": ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                "\"",
                "'",
                "#",
                " #",
                "&a ",
                "*a ",
                "*o",
                "!x ",
                "!!binary ",
                "| \n",
                "? ",
                "~",
                "%",
                "@",
                "\0",
                "\\0",
                "\uFEFF",
                "\uD83D\uDC26",
                "<<: *o\n",
                "---\n",
                "...\n",
                "${env:PW}",
                "${env:",
                "1e9",
                "-",
                "0x1f");
        return Combinators.combine(
                        Arbitraries.integers().between(0, WHOLE.length()),
                        Arbitraries.integers().between(0, 12),
                        piece)
                .as((from, length, text) ->
                        WHOLE.substring(0, from) + text + WHOLE.substring(Math.min(WHOLE.length(), from + length)));
    }

    @Provide
    Arbitrary<String> settings() {
        return Arbitraries.of(
                "sink.tasks=4",
                "sink.tasks=",
                "sink=",
                "=",
                "",
                ".",
                "..=1",
                "tables[0].to=a.b",
                "tables[0]=",
                "tables[9].to=a",
                "tables[0].transforms[0].trim=a",
                "tables[0][0]=1",
                "[0]=1",
                "source.password=${env:PW}",
                "source.url=${env:PW}",
                "kafka.properties.=x",
                "kafka.properties=x",
                "secrets.allowed-paths=/",
                "secrets.allowed-variables=(");
    }
}
