package dev.limosa.generation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Carriage;
import dev.limosa.jdbc.TableDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {

    @TempDir
    Path folder;

    @Test
    void aColumnThatMeansSomethingElseElsewhereIsRefusedUnlessItIsDropped() throws Exception {
        TableDescription docs = docs(Carriage.REFUSED, true);
        InvalidConfigurationException refused = assertThrows(
                InvalidConfigurationException.class, () -> GenerationPlan.of(config(""), 1, List.of(docs)));
        assertEquals(
                List.of("cannot migrate column 'r' of table 'a.docs': expected values that mean the same in every"
                        + " database, found regclass, which names objects of its own; leave it out with 'drop', or make it"
                        + " text"),
                refused.problems());
        assertDoesNotThrow(() -> GenerationPlan.of(config("\n    transforms: [{drop: [r]}]"), 1, List.of(docs)));
    }

    @Test
    void keysThatAreEqualInDifferentTextAreAppliedInOrder() throws Exception {
        TableDescription docs = docs(Carriage.STREAMED, false);
        GenerationPlan plan = GenerationPlan.of(config(""), 1, List.of(docs));
        assertEquals(ApplyMode.ORDERED, plan.tables().get(0).sink().apply());
        assertThrows(
                InvalidConfigurationException.class,
                () -> GenerationPlan.of(config("\n    apply: parallel"), 1, List.of(docs)));
    }

    private static TableDescription docs(Carriage carriage, boolean exactKey) {
        TableId table = new TableId("a", "docs");
        List<Column> columns = List.of(new Column("id", "numeric", false), new Column("r", "regclass", true));
        return new TableDescription(
                new TableSchema(table, 1, columns, List.of("id")),
                Map.of("id", "numeric", "r", "regclass"),
                List.of(),
                List.of(),
                List.of(),
                Map.of("id", Carriage.STREAMED, "r", carriage),
                exactKey,
                true,
                false,
                List.of(),
                List.of());
    }

    private MigrationConfig config(String more) throws IOException {
        String database = "{url: \"jdbc:postgresql://h/d\", user: u}\n";
        return ConfigFile.read(Files.writeString(
                folder.resolve("migration.yaml"),
                "migration: m\nsource: " + database + "target: " + database
                        + "kafka: {bootstrap-servers: \"k:1\"}\ntables:\n  - table: a.docs" + more + "\n"));
    }
}
