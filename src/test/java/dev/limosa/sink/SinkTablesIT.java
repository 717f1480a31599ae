package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SinkTables;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a target remembers of a plan, and what is said of one it can't be asked for. */
class SinkTablesIT {

    private final Target target;

    SinkTablesIT() throws SQLException {
        target = new Target();
    }

    @AfterEach
    void close() throws SQLException {
        target.close();
    }

    @Test
    void aTableIsReadBackAsItWasRegistered() throws Exception {
        SinkTable table = Target.table(
                "t",
                ApplyMode.ORDERED,
                List.of(),
                List.of(Target.unique("u", "ALTER TABLE t ADD CONSTRAINT u UNIQUE (id)")));
        target.register(table);
        assertEquals(List.of(table), SinkTables.read(target.connection, "m", 1));
        assertEquals(
                List.of("public|t|public|t|2"),
                target.rows("SELECT source_schema, source_name, target_schema, target_name, history_partitions"
                        + " FROM limosa.sink_table"));
    }

    /** Constraints were DDL once, and nothing else was told of them. */
    @Test
    void aPlanOfAnEarlierVersionIsRefusedAndNotMisread() throws Exception {
        target.register(Target.table("t", ApplyMode.ORDERED, List.of(), List.of()));
        target.execute("UPDATE limosa.sink_table SET definition = replace(definition, '\"constraints\":[]',"
                + " '\"constraints\":[\"ALTER TABLE t ADD CONSTRAINT u UNIQUE (id)\"]')");
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> SinkTables.read(target.connection, "m", 1));
        assertTrue(refused.getMessage().startsWith("cannot read the plan of topic 'm.public.t'"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("use the version that wrote it"), refused.getMessage());
    }

    @Test
    void aTargetOfAnEarlierVersionIsRefusedByWhoeverPreparesIt() throws Exception {
        target.execute("ALTER TABLE limosa.sink_table DROP COLUMN history_partitions");
        SQLException refused = assertThrows(SQLException.class, () -> Databases.prepareTarget(target.connection));
        assertTrue(refused.getMessage().contains("expected column history_partitions"), refused.getMessage());
    }

    @Test
    void aMigrationThatNeverBeganAndATableThatIsNotInItAreNamed() {
        RefusedException none =
                assertThrows(RefusedException.class, () -> SinkTables.ofRunning(target.connection, "m"));
        assertEquals(
                "cannot find migration 'm': expected it in limosa.generation of the target, found none; start it by"
                        + " limosa run",
                none.getMessage());
        TableId table = new TableId("public", "t");
        RefusedException other = assertThrows(RefusedException.class, () -> SinkTables.require(List.of(), table));
        assertTrue(other.getMessage().startsWith("cannot find table public.t"), other.getMessage());
    }
}
