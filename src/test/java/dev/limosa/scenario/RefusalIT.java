package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.TableId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be done as things are is no surprise to the service: exit code 7, and no more than a sentence. */
class RefusalIT {

    private static final int REFUSED = 7;

    private static Rig rig;
    private static TableId table;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.start();
        table = rig.table("notes", "id int PRIMARY KEY, body text");
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify run", "open list", "transform diff", "transform diff --from history"})
    void aMigrationThatHasNotBegunWasCalledAFailure(String command) throws Exception {
        assertRefused(command.split(" "));
    }

    @Test
    void aTableThatIsNotThereWasCalledAFailure() throws Exception {
        rig.source("DROP TABLE " + table);
        assertRefused("table", "resnapshot", table.toString(), "--yes");
    }

    private static void assertRefused(String... command) throws Exception {
        Cli refused = Cli.run(rig, command);
        assertEquals(REFUSED, refused.exitCode(), refused.out() + refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
    }
}
