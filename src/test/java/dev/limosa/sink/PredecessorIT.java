package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A partition is claimed while its earlier task commits: what that transaction did counts. */
@Timeout(60)
class PredecessorIT {

    private static final String GROUP = "m.g1.-ordered.group";

    private Target target;

    @BeforeEach
    void begin() throws Exception {
        target = new Target();
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    /** It was read before the claim had waited, and the row stayed open for ever. */
    @Test
    void aRowThatItOpensIsClosedByTheNextEvent() throws Exception {
        OutputTopic topic = target.parallelTable("t");
        try (TaskUnderTest earlier = target.task("m.g1.public.t", 0)) {
            topic.open(0, "{\"id\":1}");
            try (TaskUnderTest owner = claimedInside(earlier, "limosa.open_row", "m.g1.public.t")) {
                assertEquals(List.of("{\"id\":1}"), target.rows("SELECT key FROM limosa.open_row"));
                topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"fine\"}");
                owner.poll();
            }
        }
        assertEquals(List.of(), target.rows("SELECT key FROM limosa.open_row"));
        assertEquals(List.of("1|fine"), target.rows("SELECT * FROM t"));
    }

    /** They were made a second time, which the target refused. */
    @Test
    void constraintsThatItMakesAreKnown() throws Exception {
        target.execute("CREATE TABLE parent (id bigint PRIMARY KEY, u text)");
        OutputTopic parents = target.register(Target.table(
                "parent",
                ApplyMode.ORDERED,
                List.of(new Column("u", "text", true)),
                List.of(Target.unique("parent_u", "ALTER TABLE parent ADD CONSTRAINT parent_u UNIQUE (u)"))));
        try (TaskUnderTest earlier = target.task(GROUP, 0)) {
            watermark(parents, 1);
            try (TaskUnderTest owner = claimedInside(earlier, "limosa.sink_table", GROUP)) {
                watermark(parents, 2);
                owner.poll();
            }
        }
        assertEquals(List.of("2"), target.rows("SELECT barrier FROM limosa.sink_offset"));
        assertEquals(List.of("t"), target.rows("SELECT constraints_made FROM limosa.sink_table"));
    }

    private static void watermark(OutputTopic topic, long number) {
        topic.watermark(0, number, true);
        topic.watermark(1, number, true);
    }

    /** A task that claims while {@code earlier} is in a transaction, which goes on only then. */
    private TaskUnderTest claimedInside(TaskUnderTest earlier, String writtenLast, String topic) throws Exception {
        try (Connection obstacle = Databases.connect(target.database, "obstacle")) {
            obstacle.setAutoCommit(false);
            PostgresFixture.execute(obstacle, "LOCK TABLE " + writtenLast + " IN SHARE MODE");
            CompletableFuture<TaskUnderTest> writing = CompletableFuture.supplyAsync(earlier::poll);
            awaitWaiting(1);
            CompletableFuture<TaskUnderTest> claiming = CompletableFuture.supplyAsync(() -> target.task(topic, 0));
            awaitWaiting(2);
            obstacle.commit();
            writing.get();
            return claiming.get();
        }
    }

    private void awaitWaiting(int sessions) throws Exception {
        String waiting = "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while (!target.rows(waiting).equals(List.of(Integer.toString(sessions)))) {
            Thread.sleep(10);
        }
    }
}
