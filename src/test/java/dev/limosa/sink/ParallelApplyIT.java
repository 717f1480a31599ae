package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParallelApplyIT {

    private static final String TOPIC = "m.g1.public.t";

    private Target target;
    private OutputTopic topic;

    @BeforeEach
    void aTable() throws Exception {
        target = new Target();
        topic = target.parallelTable("t");
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void rowsOffsetAndBarrierAreInTheTargetTogether() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        topic.upsert(0, "{\"id\":2}", "{\"id\":2,\"v\":null}");
        topic.watermark(0, 7);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("1|one", "2|∅"), target.rows("SELECT * FROM t ORDER BY id"));
        assertEquals(
                List.of("5|7|2|1970-01-01 00:00:07+00|t"),
                target.rows("SELECT next_offset, barrier, sequence, barrier_at, applied_at IS NOT NULL"
                        + " FROM limosa.sink_offset"));
    }

    @Test
    void theLastStateOfAKeyWins() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"old\"}");
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"new\"}");
        topic.upsert(0, "{\"id\":2}", "{\"id\":2,\"v\":\"gone\"}");
        topic.delete(0, "{\"id\":2}");
        topic.delete(0, "{\"id\":3}");
        topic.upsert(0, "{\"id\":3}", "{\"id\":3,\"v\":\"back\"}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            topic.delete(0, "{\"id\":1}");
            task.poll();
        }
        assertEquals(List.of("3|back"), target.rows("SELECT * FROM t ORDER BY id"));
    }

    @Test
    void aSnapshotRowThatIsThereAlreadyIsReplaced() throws Exception {
        target.execute("INSERT INTO t SELECT i, 'stale' FROM generate_series(1, 30) i");
        for (int id = 20; id < 60; id++) {
            topic.read(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"v\":\"read\"}");
        }
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("read|40", "stale|19"), target.rows("SELECT v, count(*) FROM t GROUP BY v ORDER BY v"));
        assertEquals(List.of(), target.rows("SELECT * FROM limosa.open_row"));
    }

    @Test
    void copyAndUpsertBringTheSameValues() throws Exception {
        String everything =
                "{\"id\":%d,\"a\":\"{\\\"x,y\\\",NULL,\\\"q\\\\\\\"\\\"}\",\"c\":\"ab\",\"n\":\"12.50\",\"b\":true,"
                        + "\"ts\":\"2026-01-02 03:04:05.678\",\"by\":\"\\\\x00ff\",\"bits\":\"101\",\"f\":1.5e-7,\"e\":\"😀\\\\\\t\\n\"}";
        String columns =
                "a text[], c character(4), n numeric(10,1), b boolean, ts timestamp(1), by bytea, bits bit(3), f float8, e varchar(4)";
        List<Column> described = List.of(
                new Column("a", "text[]", true),
                new Column("c", "character(4)", true),
                new Column("n", "numeric(10,1)", true),
                new Column("b", "boolean", true),
                new Column("ts", "timestamp(1) without time zone", true),
                new Column("by", "bytea", true),
                new Column("bits", "bit(3)", true),
                new Column("f", "double precision", true),
                new Column("e", "character varying(4)", true));
        target.execute("CREATE TABLE wide (id bigint PRIMARY KEY, " + columns + ")");
        OutputTopic wide = target.register(Target.table("wide", ApplyMode.PARALLEL, described, List.of()));
        for (int id = 1; id <= 20; id++) {
            String row = String.format(java.util.Locale.ROOT, everything, id);
            if (id <= 10) {
                wide.read(0, "{\"id\":" + id + "}", row);
            } else {
                wide.upsert(0, "{\"id\":" + id + "}", row);
            }
        }
        try (TaskUnderTest task = target.task("m.g1.public.wide", 0)) {
            task.poll();
        }
        assertEquals(
                List.of("20|{\"x,y\",NULL,\"q\\\"\"}|ab  |12.5|t|2026-01-02 03:04:05.7|\\x00ff|101|1.5e-07|😀\\\t\n"),
                target.rows("SELECT count(*), a, c, n, b, ts, by, bits, f, e FROM wide GROUP BY 2,3,4,5,6,7,8,9,10"));
    }

    @Test
    void aTextTooLongForItsColumnIsNotCutButLeftOpen() throws Exception {
        target.execute("CREATE TABLE narrow (id bigint PRIMARY KEY, v varchar(3))");
        OutputTopic narrow = target.register(Target.table(
                "narrow", ApplyMode.PARALLEL, List.of(new Column("v", "character varying(3)", true)), List.of()));
        narrow.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"fits\"}");
        narrow.upsert(0, "{\"id\":2}", "{\"id\":2,\"v\":\"fit\"}");
        try (TaskUnderTest task = target.task("m.g1.public.narrow", 0)) {
            task.poll();
        }
        assertEquals(List.of("2|fit"), target.rows("SELECT * FROM narrow"));
        assertEquals(List.of("{\"id\":1}|sink|22001"), target.rows("SELECT key, stage, error FROM limosa.open_row"));
    }

    @Test
    void aTableThatIsOnlyItsKeyCanBeWritten() throws Exception {
        target.execute("CREATE TABLE k (id bigint PRIMARY KEY)");
        OutputTopic keys = target.register(Target.table("k", ApplyMode.PARALLEL, List.of(), List.of()));
        keys.upsert(0, "{\"id\":1}", "{\"id\":1}");
        try (TaskUnderTest task = target.task("m.g1.public.k", 0)) {
            task.poll();
            keys.upsert(0, "{\"id\":1}", "{\"id\":1}");
            keys.upsert(0, "{\"id\":2}", "{\"id\":2}");
            task.poll();
        }
        assertEquals(List.of("1", "2"), target.rows("SELECT id FROM k ORDER BY id"));
    }

    @Test
    void aBatchOfManyChunksIsWrittenWhole() throws Exception {
        for (int id = 0; id < 5_000; id++) {
            topic.upsert(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"v\":\"x\"}");
        }
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            for (int id = 0; id < 5_000; id += 2) {
                topic.delete(0, "{\"id\":" + id + "}");
            }
            task.poll();
        }
        assertEquals(List.of("2500|2500"), target.rows("SELECT count(*), sum(id % 2) FROM t"));
    }

    @Test
    void whatWasSentAgainIsPassedOver() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        topic.watermark(0, 1, true);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            target.execute("UPDATE t SET v = 'touched'");
            task.put(target.source.log(TOPIC, 0).toArray(new org.apache.kafka.connect.sink.SinkRecord[0]));
        }
        assertEquals(List.of("1|touched"), target.rows("SELECT * FROM t"));
        assertTrue(target.rows("SELECT limosa.proven('m', 1, 1)").contains("t"));
    }

    /** The session waited for itself for ever: a rollback does not get past a COPY that nobody has ended. */
    @Test
    void anErrorInsideACopyEndsTheTask() {
        for (int id = 0; id < 20; id++) {
            topic.read(0, "{\"id\":" + id + "}", "{\"id\":" + id + (id == 15 ? "}" : ",\"v\":\"x\"}"));
        }
        TaskUnderTest task = target.task(TOPIC, 0);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            ConnectException misfit = assertThrows(ConnectException.class, task::poll);
            assertTrue(misfit.getMessage().contains("expected 2 fields, found 1"), misfit.getMessage());
            task.close();
        });
    }
}
