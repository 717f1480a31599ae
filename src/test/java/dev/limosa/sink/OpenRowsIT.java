package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenRowsIT {

    private static final String TOPIC = "m.g1.public.t";
    private static final String OPEN = "SELECT key, barrier, stage, error FROM limosa.open_row ORDER BY key";

    private Target target;
    private OutputTopic topic;

    @BeforeEach
    void aTableOfSmallNumbers() throws Exception {
        target = new Target();
        target.execute("CREATE TABLE t (id bigint PRIMARY KEY, n int CONSTRAINT small CHECK (n < 100))");
        topic = target.register(
                Target.table("t", ApplyMode.PARALLEL, List.of(new Column("n", "integer", true)), List.of()));
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void aRowTheTargetRefusesStaysOpenAndTheOthersGoOn() throws Exception {
        topic.watermark(0, 3, true);
        for (int id = 0; id < 50; id++) {
            topic.upsert(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"n\":" + (id == 37 ? 100 : id) + "}");
        }
        topic.upsert(0, "{\"id\":50}", "{\"id\":50,\"n\":\"many\"}");
        topic.watermark(0, 4);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("49"), target.rows("SELECT count(*) FROM t"));
        assertEquals(
                List.of("{\"id\":37}|3|sink|23514 constraint small", "{\"id\":50}|3|sink|22P02"), target.rows(OPEN));
        assertEquals(List.of("t|f"), target.rows("SELECT limosa.proven('m', 1, 3), limosa.proven('m', 1, 4)"));
    }

    @Test
    void aRefusedSnapshotRowStaysOpenToo() throws Exception {
        for (int id = 0; id < 50; id++) {
            topic.read(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"n\":" + (id == 37 ? 100 : id) + "}");
        }
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("49"), target.rows("SELECT count(*) FROM t"));
        assertEquals(List.of("{\"id\":37}|0|sink|23514 constraint small"), target.rows(OPEN));
    }

    @Test
    void aLaterEventClosesIt() throws Exception {
        topic.open(0, "{\"id\":1}");
        topic.open(0, "{\"id\":2}");
        topic.open(0, "{\"id\":3}");
        topic.open(0, "{\"id\":4}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            assertEquals(
                    List.of("{\"id\":1}|0|transform|no dictionary"),
                    target.rows(OPEN).subList(0, 1));
            topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"n\":1}");
            topic.delete(0, "{\"id\":2}");
            topic.read(0, "{\"id\":3}", "{\"id\":3,\"n\":3}");
            task.poll();
        }
        assertEquals(List.of("{\"id\":4}|0|transform|no dictionary"), target.rows(OPEN));
        assertEquals(List.of("1|1", "3|3"), target.rows("SELECT * FROM t ORDER BY id"));
    }

    @Test
    void itIsClosedByATaskThatDidNotOpenIt() throws Exception {
        topic.open(0, "{\"id\":1}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"n\":1}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of(), target.rows(OPEN));
    }

    @Test
    void whatIsOpenAndClosedInOneBatchLeavesNothingBehind() throws Exception {
        topic.open(0, "{\"id\":1}");
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"n\":1}");
        topic.upsert(0, "{\"id\":2}", "{\"id\":2,\"n\":2}");
        topic.open(0, "{\"id\":2}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("1|1", "2|2"), target.rows("SELECT * FROM t ORDER BY id"));
        assertEquals(List.of("{\"id\":2}|0|transform|no dictionary"), target.rows(OPEN));
    }

    @Test
    void aRowOpenedAgainIsUnprovenSinceItWasFirstOpen() throws Exception {
        topic.watermark(0, 1, true);
        topic.open(0, "{\"id\":1}");
        topic.watermark(0, 2);
        topic.open(0, "{\"id\":1}");
        topic.watermark(0, 3, true);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll(3);
            task.poll();
        }
        assertEquals(List.of("t|f"), target.rows("SELECT limosa.proven('m', 1, 1), limosa.proven('m', 1, 2)"));
    }

    @Test
    void aFilteredRowIsTakenOutIfItsKeyWasOpen() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"n\":1}");
        topic.open(0, "{\"id\":1}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            topic.skip(0, "{\"id\":1}");
            task.poll();
        }
        assertEquals(List.of(), target.rows("SELECT * FROM t"));
        assertEquals(List.of(), target.rows(OPEN));
    }
}
