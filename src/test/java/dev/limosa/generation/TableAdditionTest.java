package dev.limosa.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.change.TableSchema;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.Carriage;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.jdbc.TableDescription.ForeignKey;
import dev.limosa.jdbc.TableDescription.UniqueKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may join a generation that has begun. */
class TableAdditionTest {

    private static final TableDescription PLAIN = table("plain", List.of(), List.of());
    private static final TableDescription NAMED = table("named", List.of(unique()), List.of());

    @TempDir
    private Path folder;

    @Test
    void aTableOfItsOwnMayCome() throws IOException {
        assertEquals(List.of("new"), added(List.of(PLAIN), List.of(PLAIN, table("new", List.of(), List.of())), ""));
        assertEquals(
                List.of("new"), added(List.of(PLAIN), List.of(PLAIN, table("new", List.of(unique()), List.of())), ""));
    }

    @Test
    void aTableThatIsThereAlreadyIsPassedOver() throws IOException {
        TableDescription there = table("new", List.of(), List.of());
        assertEquals(List.of(), added(List.of(PLAIN, there), List.of(PLAIN, there), ""));
    }

    @Test
    void aForeignKeyThatWouldPutAnotherTableInOrderIsRefused() throws IOException {
        TableDescription child = table("new", List.of(), List.of(reference("plain")));
        assertRefused("foreign keys tie it to", List.of(PLAIN), List.of(PLAIN, child), "");
        assertEquals(List.of("new"), added(List.of(PLAIN), List.of(PLAIN, child), ", apply: parallel"));
    }

    @Test
    void joiningAGroupWhoseConstraintsAreInForceIsRefused() throws IOException {
        TableDescription child = table("new", List.of(), List.of(reference("named")));
        assertRefused("whose constraints are in force", List.of(NAMED), List.of(NAMED, child), "");
        assertEquals(List.of("new"), added(List.of(NAMED), List.of(NAMED, child), ", apply: parallel"));
    }

    @Test
    void aTableThatWasNotNamedOrIsMissingIsRefused() throws IOException {
        TableDescription fresh = table("new", List.of(), List.of());
        TableDescription other = table("other", List.of(), List.of());
        assertRefused("cannot tell whether table s.other", List.of(PLAIN), List.of(PLAIN, fresh, other), "");
        assertRefused("cannot leave out table s.plain", List.of(PLAIN), List.of(fresh), "");
        assertRefused("expected it under 'tables'", List.of(PLAIN), List.of(PLAIN), "");
    }

    private void assertRefused(
            String why, List<TableDescription> before, List<TableDescription> after, String newTable) {
        RefusedException refused = assertThrows(RefusedException.class, () -> added(before, after, newTable));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private List<String> added(List<TableDescription> before, List<TableDescription> after, String newTable)
            throws IOException {
        List<SinkTable> stored =
                plan(before, newTable).tables().stream().map(PlannedTable::sink).toList();
        assertTrue(stored.stream()
                .allMatch(t -> t.apply() == ApplyMode.PARALLEL || t.source().equals(NAMED.table())));
        return new TableAddition(plan(after, newTable), stored)
                .check(List.of(new TableId("s", "new"))).stream()
                        .map(planned -> planned.table().name())
                        .toList();
    }

    private GenerationPlan plan(List<TableDescription> tables, String newTable) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "migration: m",
                "source: {url: \"jdbc:postgresql://a/b\", user: u}",
                "target: {url: \"jdbc:postgresql://a/c\", user: u}",
                "kafka: {bootstrap-servers: \"k:1\"}",
                "tables:"));
        tables.forEach(
                t -> lines.add("  - {table: " + t.table() + (t.table().name().equals("new") ? newTable : "") + "}"));
        MigrationConfig config = ConfigFile.read(Files.write(folder.resolve("migration.yaml"), lines));
        return GenerationPlan.of(config, 1, tables);
    }

    private static UniqueKey unique() {
        return new UniqueKey("u", List.of("v"), false, false);
    }

    private static ForeignKey reference(String table) {
        return new ForeignKey("f", List.of("v"), new TableId("s", table), List.of("id"));
    }

    private static TableDescription table(String name, List<UniqueKey> unique, List<ForeignKey> foreign) {
        List<Column> columns = List.of(new Column("id", "integer", false), new Column("v", "integer", true));
        return new TableDescription(
                new TableSchema(new TableId("s", name), 1, columns, List.of("id")),
                Map.of("id", "integer", "v", "integer"),
                List.of(),
                List.of(),
                List.of(),
                Map.of("id", Carriage.STREAMED, "v", Carriage.STREAMED),
                true,
                true,
                false,
                unique,
                foreign);
    }
}
