package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedApplyIT {

    private static final String TOPIC = "m.g1.-ordered.group";

    private Target target;
    private OutputTopic parents;
    private OutputTopic children;

    @BeforeEach
    void parentsWithUniqueNamesAndTheirChildren() throws Exception {
        target = new Target();
        // Room for two rows or three: in every one of these tests others wait in a file.
        target.orderedMemory = 50;
        Target.Group group = target.group("text");
        parents = group.parents();
        children = group.children();
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void nothingIsWrittenBeforeAllPartitionsHavePassedTheWatermark() throws Exception {
        parent(1, "x");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            parents.watermark(0, 1);
            parents.watermark(1, 1);
            children.watermark(0, 1);
            task.poll();
            assertEquals(List.of(), target.rows("SELECT * FROM parent"));
            children.watermark(1, 1);
            task.poll();
        }
        assertEquals(List.of("1|x"), target.rows("SELECT * FROM parent"));
        assertEquals(List.of("1"), target.rows("SELECT barrier FROM limosa.sink_offset"));
    }

    @Test
    void theConstraintsAreMadeAtTheFirstWatermarkBehindTheSnapshot() throws Exception {
        children.read(0, "{\"id\":1}", "{\"id\":1,\"parent_id\":10}");
        watermark(1, false);
        parents.read(0, "{\"id\":10}", "{\"id\":10,\"u\":\"x\"}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            assertEquals(List.of("f"), constraintsMade());
            watermark(2, true);
            task.poll();
        }
        assertEquals(List.of("t"), constraintsMade());
        assertEquals(
                List.of("child_parent", "parent_u"),
                target.rows("SELECT conname FROM pg_constraint WHERE conrelid::regclass::text IN ('parent', 'child')"
                        + " AND contype IN ('u', 'f') ORDER BY 1"));
        assertEquals(List.of("t"), target.rows("SELECT snapshot_done FROM limosa.sink_offset"));
    }

    @Test
    void aUniqueKeyOverAColumnCalledForeignKeyIsMadeBeforeTheForeignKeysThatReferToIt() throws Exception {
        target.execute("CREATE TABLE name (id bigint PRIMARY KEY, \"FOREIGN KEY\" text)");
        target.execute("CREATE TABLE alias (id bigint PRIMARY KEY, name text)");
        OutputTopic names = target.register(Target.table(
                "name",
                ApplyMode.ORDERED,
                List.of(new Column("FOREIGN KEY", "text", true)),
                List.of(Target.unique("name_u", "ALTER TABLE name ADD CONSTRAINT name_u UNIQUE (\"FOREIGN KEY\")"))));
        OutputTopic aliases = target.register(Target.table(
                "alias",
                ApplyMode.ORDERED,
                List.of(new Column("name", "text", true)),
                List.of(Target.foreignKey(
                        "alias_name",
                        true,
                        "ALTER TABLE alias ADD CONSTRAINT alias_name FOREIGN KEY (name) REFERENCES name (\"FOREIGN"
                                + " KEY\") DEFERRABLE INITIALLY DEFERRED"))));
        for (OutputTopic topic : List.of(names, aliases)) {
            topic.watermark(0, 1, true);
            topic.watermark(1, 1, true);
        }
        withConstraints().close();
    }

    @Test
    void aSnapshotThatEndsBehindALaterWatermarkMakesNoConstraintsAtAnEarlierOne() throws Exception {
        parents.watermark(0, 1, false);
        parents.watermark(1, 1, false);
        parents.read(0, "{\"id\":10}", "{\"id\":10,\"u\":\"x\"}");
        parents.watermark(0, 2, true);
        parents.watermark(1, 2, true);
        children.watermark(0, 1, true);
        children.watermark(1, 1, true);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            assertEquals(List.of("1"), target.rows("SELECT barrier FROM limosa.sink_offset"));
            assertEquals(List.of("f"), constraintsMade());
        }
    }

    @Test
    void aUniqueValueGoesFromOneRowToAnother() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            parent(1, "x");
            parent(2, "free");
            watermark(2, true);
            task.poll();
            parent(1, "y");
            parent(2, "x");
            parent(1, "free");
            parents.delete(1, "{\"id\":2}");
            parent(3, "x");
            watermark(3, true);
            task.poll();
        }
        assertEquals(List.of("1|free", "3|x"), target.rows("SELECT * FROM parent ORDER BY id"));
    }

    @Test
    void parentsAndChildrenMayArriveInAnyOrder() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            // Source order: parent 1, child 1, child 2. In the topic the children stand first.
            int at = target.source.log(TOPIC, 0).size();
            parent(1, "x");
            child(1, 1);
            child(2, 1);
            swapPlaces(target.source.log(TOPIC, 0), at);
            watermark(2, true);
            task.poll();
            children.delete(1, "{\"id\":1}");
            children.delete(0, "{\"id\":2}");
            parents.delete(1, "{\"id\":1}");
            watermark(3, true);
            task.poll();
        }
        assertEquals(List.of(), target.rows("SELECT id FROM parent UNION ALL SELECT id FROM child"));
        assertEquals(List.of("3"), target.rows("SELECT barrier FROM limosa.sink_offset"));
    }

    @Test
    void aRestartInTheMiddleLosesAndDoublesNothing() throws Exception {
        withConstraints().close();
        parent(1, "x");
        watermark(2, true);
        parent(1, "y");
        parent(2, "x");
        parents.watermark(0, 3, true);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            assertEquals(List.of("1|x"), target.rows("SELECT * FROM parent"));
        }
        // Event by event: every one of these tasks is lost with most of what it has collected.
        for (int i = 1; i < 6; i++) {
            try (TaskUnderTest task = target.task(TOPIC, 0)) {
                task.poll(i);
            }
        }
        parents.watermark(1, 3, true);
        child(1, 2);
        children.watermark(0, 3, true);
        children.watermark(1, 3, true);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("1|y", "2|x"), target.rows("SELECT * FROM parent ORDER BY id"));
        watermark(4, true);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("1|2"), target.rows("SELECT * FROM child"));
    }

    @Test
    void twoTablesAreTruncatedTogether() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            parent(1, "x");
            child(1, 1);
            watermark(2, true);
            task.poll();
            child(2, 1);
            children.open(0, "{\"id\":5}");
            parents.truncate(2);
            children.truncate(2);
            parent(2, "x");
            child(3, 2);
            watermark(3, true);
            task.poll();
        }
        assertEquals(List.of("2|x"), target.rows("SELECT * FROM parent"));
        assertEquals(List.of("3|2"), target.rows("SELECT * FROM child"));
        assertEquals(List.of("t"), target.rows("SELECT limosa.proven('m', 1, 3)"));
    }

    @Test
    void aTruncateDuringTheSnapshotStaysInItsPlace() throws Exception {
        parents.read(0, "{\"id\":1}", "{\"id\":1,\"u\":\"x\"}");
        parents.truncate(0);
        children.truncate(0);
        parents.read(0, "{\"id\":2}", "{\"id\":2,\"u\":\"x\"}");
        watermark(1, true);
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
        }
        assertEquals(List.of("2|x"), target.rows("SELECT * FROM parent"));
    }

    @Test
    void aRowThatOnlyTheTargetRefusesStaysOpen() throws Exception {
        target.execute("ALTER TABLE parent ADD CONSTRAINT short CHECK (length(u) < 5)");
        try (TaskUnderTest task = withConstraints()) {
            parent(1, "much too long");
            parent(2, "x");
            parents.skip(0, "{\"id\":2}");
            parent(3, "too long");
            parent(3, "y");
            watermark(2, true);
            task.poll();
        }
        assertEquals(List.of("2|x", "3|y"), target.rows("SELECT * FROM parent ORDER BY id"));
        assertEquals(
                List.of("{\"id\":1}|23514 constraint short"), target.rows("SELECT key, error FROM limosa.open_row"));
    }

    @Test
    void aUniqueValueTheSourceCanNotHaveHadTwiceStopsTheTask() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            target.execute("INSERT INTO parent VALUES (99, 'x')");
            parent(1, "x");
            watermark(2, true);
            ConnectException stopped = assertThrows(ConnectException.class, task::poll);
            assertTrue(stopped.getMessage().contains("23505 constraint parent_u"), stopped.getMessage());
        }
        assertEquals(List.of("1"), target.rows("SELECT barrier FROM limosa.sink_offset"));
    }

    @Test
    void aForeignKeyThatIsCheckedAtOnceFindsTheRowsInTheSourcesOrder() throws Exception {
        target.execute("CREATE TABLE note (id bigint PRIMARY KEY, parent_id bigint)");
        OutputTopic notes = target.register(
                Target.table(
                        "note",
                        ApplyMode.ORDERED,
                        List.of(new Column("parent_id", "bigint", true)),
                        List.of(
                                Target.foreignKey(
                                        "note_parent",
                                        false,
                                        "ALTER TABLE note ADD CONSTRAINT note_parent FOREIGN KEY (parent_id) REFERENCES parent ON DELETE RESTRICT"))));
        for (int partition = 0; partition < 2; partition++) {
            notes.watermark(partition, 1, true);
        }
        try (TaskUnderTest task = withConstraints()) {
            parent(1, "x");
            parent(2, "y");
            notes.upsert(0, "{\"id\":1}", "{\"id\":1,\"parent_id\":1}");
            parents.delete(0, "{\"id\":2}");
            notes.delete(0, "{\"id\":1}");
            parents.delete(1, "{\"id\":1}");
            watermark(2, true);
            notes.watermark(0, 2, true);
            notes.watermark(1, 2, true);
            task.poll();
        }
        assertEquals(List.of(), target.rows("SELECT id FROM parent UNION ALL SELECT id FROM note"));
    }

    @Test
    void aChildWithoutItsParentStopsTheTaskAtItsCommit() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            child(1, 77);
            watermark(2, true);
            ConnectException stopped = assertThrows(ConnectException.class, task::poll);
            assertTrue(stopped.getMessage().contains("23503 constraint child_parent"), stopped.getMessage());
        }
        assertEquals(List.of(), target.rows("SELECT * FROM child"));
    }

    /** A task that has passed watermark 1, behind which the constraints are there. */
    private TaskUnderTest withConstraints() throws Exception {
        watermark(1, true);
        TaskUnderTest task = target.task(TOPIC, 0).poll();
        assertEquals(List.of("t"), constraintsMade());
        return task;
    }

    private void parent(long id, String u) {
        parents.upsert((int) (id % 2), "{\"id\":" + id + "}", "{\"id\":" + id + ",\"u\":\"" + u + "\"}");
    }

    private void child(long id, long parent) {
        children.upsert(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"parent_id\":" + parent + "}");
    }

    private void watermark(long number, boolean done) {
        for (OutputTopic topic : List.of(children, parents)) {
            topic.watermark(1, number, done);
            topic.watermark(0, number, done);
        }
    }

    /** Moves the record at {@code from} behind the two after it, as another stream task's pace may. */
    private static void swapPlaces(List<SinkRecord> log, int from) {
        var parent = log.get(from);
        log.set(from, at(log.get(from + 1), parent.kafkaOffset()));
        log.set(from + 1, at(log.get(from + 2), parent.kafkaOffset() + 2));
        log.set(from + 2, at(parent, parent.kafkaOffset() + 4));
    }

    private static SinkRecord at(SinkRecord r, long offset) {
        return new SinkRecord(
                r.topic(),
                r.kafkaPartition(),
                null,
                r.key(),
                null,
                r.value(),
                offset,
                null,
                r.timestampType(),
                r.headers());
    }

    private List<String> constraintsMade() throws Exception {
        return target.rows("SELECT DISTINCT constraints_made FROM limosa.sink_table");
    }
}
