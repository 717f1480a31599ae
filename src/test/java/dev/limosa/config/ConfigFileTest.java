package dev.limosa.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.TableId;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.MappingNode;

class ConfigFileTest {

    private static final String WHOLE =
            """
            migration: shop
            source: {url: "jdbc:postgresql://a:5432/x", user: me, password: "${env:PW}"}
            target: {url: "jdbc:postgresql://b:5432/y", user: me}
            kafka: {bootstrap-servers: "k:9092", properties: {security.protocol: SSL}}
            tables:
              - table: shop.reviews
                to: clean.reviews
                apply: parallel
                where: {column: lang, in: [zh, en]}
                transforms:
                  - strip-html: [body]
                  - trim: author
                  - rename: {title: headline}
                  - drop: [legacy]
                  - copy: {body: raw}
              - table: shop.orders
            sink: {tasks: 3}
            """;

    @Test
    void everythingWrittenIsRead() {
        MigrationConfig config = ConfigFile.parse("m.yaml", WHOLE, List.of(), Map.of("PW", "canary-7Q"));
        MigrationConfig.TableConfig reviews = config.table(new TableId("shop", "reviews"));
        assertEquals(new TableId("clean", "reviews"), reviews.to());
        assertEquals(ApplyMode.PARALLEL, reviews.apply());
        assertEquals(new RowFilter("lang", List.of("zh", "en"), false), reviews.where());
        assertEquals(
                List.of(
                        text(TextFunction.STRIP_HTML, "m.yaml:11:9", "body"),
                        text(TextFunction.TRIM, "m.yaml:12:9", "author"),
                        new TransformStep.Rename(Map.of("title", "headline")),
                        new TransformStep.Drop(List.of("legacy")),
                        new TransformStep.Copy(Map.of("body", "raw"))),
                reviews.transforms());
        assertEquals(
                "m.yaml:12:9",
                ((TransformStep.Text) reviews.transforms().get(1)).step().place());
        assertEquals(Map.of("security.protocol", "SSL"), config.kafka().properties());
        assertEquals(3, config.sink().tasks());
    }

    private static TransformStep text(TextFunction function, String place, String column) {
        return new TransformStep.Text(new TextStep(function, Map.of(), place), List.of(column));
    }

    /** So that a table may be added again after a command was cut short. */
    @Test
    void anEntryKeptElsewhereIsTheSameAsInTheFile() {
        String yaml = WHOLE.replace(
                "  - table: shop.orders",
                """
                  - table: shop.orders
                    transforms: [{mask: {columns: [body], kinds: [phone]}}]
                    outputs:
                      clean: {emit: cleaned, from: body, steps: [trim, nfkc]}
                      words: {emit: tokens, from: clean, chain: zh, format: array}
                    statistics: {from: words}
                """
                        .stripTrailing());
        TableId id = new TableId("shop", "orders");
        MigrationConfig.TableConfig orders = ConfigFile.parse("m.yaml", yaml, List.of(), Map.of("PW", "canary-7Q"))
                .table(id);
        assertNotNull(orders.statistics());
        assertEquals(new TableId("shop", "orders_terms"), orders.statistics().to());
        MappingNode root = new YamlText(new Problems("m.yaml")).compose(yaml);
        assertEquals(List.of(orders), TableEntries.read("kept", TableEntries.write(root, List.of(id))));
    }

    @Test
    void whatIsNotWrittenHasItsDefault() {
        MigrationConfig config = ConfigFile.parse("m.yaml", WHOLE, List.of(), Map.of("PW", "canary-7Q"));
        MigrationConfig.TableConfig orders = config.table(new TableId("shop", "orders"));
        assertEquals(orders.table(), orders.to());
        assertNull(orders.apply());
        assertNull(orders.where());
        assertEquals(8, config.partitions());
        assertEquals("limosa_shop", config.capture().slot());
        assertEquals("", config.target().password());
    }

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() {
        InvalidConfigurationException e = assertThrows(
                InvalidConfigurationException.class,
                () -> ConfigFile.parse(
                        "m.yaml",
                        """
                        migration: Shop
                        source: {url: "jdbc:mysql://a/x", user: me}
                        target: {url: "jdbc:postgresql://b:5432/y"}
                        kafka: {bootstrap-server: "k:9092"}
                        partitions: many
                        tables:
                          - table: orders
                            apply: paralel
                            transforms: [{trimm: [a]}]
                        """));
        assertEquals(
                List.of(
                        "m.yaml:1:12: cannot use migration name 'Shop': expected 1 to 40 of a-z, 0-9 and -, beginning with"
                                + " a letter or digit",
                        "m.yaml:2:15: cannot use url 'jdbc:mysql://a/x': expected jdbc:postgresql://host:port/database",
                        "m.yaml:3:9: expected 'target.user', found nothing; add it",
                        "m.yaml:4:8: expected 'kafka.bootstrap-servers', found nothing; add it",
                        "m.yaml:4:9: unknown key 'kafka.bootstrap-server'; did you mean 'bootstrap-servers'?",
                        "m.yaml:5:13: expected a number from 1 to 1000 under 'partitions', found 'many'",
                        "m.yaml:7:12: cannot read table 'orders': expected schema.table, found no schema or no name",
                        "m.yaml:8:12: unknown value 'paralel'; did you mean 'parallel'?",
                        "m.yaml:9:18: unknown transform 'trimm'; did you mean 'trim'?"),
                e.problems());
    }

    @Test
    void aPasswordIsNeverPrinted() {
        MigrationConfig config = ConfigFile.parse("m.yaml", WHOLE, List.of(), Map.of("PW", "canary-7Q"));
        assertEquals("canary-7Q", config.source().password());
        assertFalse(config.toString().contains("canary"));
    }
}
