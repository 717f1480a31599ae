package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A row of an ordered group that is not in the target as the source has it. What closes it stands behind the barrier
 * that its absence broke: the sink stopped there, and at every start again.
 */
class OpenRowInGroupIT {

    private static final String TOPIC = "m.g1.-ordered.group";

    private Target target;
    private OutputTopic parents;
    private OutputTopic children;

    @BeforeEach
    void parentsWithUniqueValuesAndTheirChildren() throws Exception {
        target = new Target();
        Target.Group group = target.group("varchar(5)");
        parents = group.parents();
        children = group.children();
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    /** An update left a large value out, so the row is read again, while another row takes the unique value it had. */
    @Test
    void aUniqueValueIsHandedOverByARowThatIsReadAgain() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            parent(1, "x");
            watermark(2);
            task.poll();
            parents.open(0, "{\"id\":1}");
            parent(2, "x");
            parent(1, "y");
            watermark(3);
            task.poll();
        }
        assertEquals(List.of("1|y", "2|x"), target.rows("SELECT * FROM parent ORDER BY 1"));
        assertConstraints("t", "child_parent", "parent_u");
    }

    @Test
    void aParentGoesBeforeTheChildThatLeftItIsReadAgain() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            parent(1, "a");
            parent(2, "b");
            child(1, 1);
            watermark(2);
            task.poll();
            children.open(0, "{\"id\":1}");
            parents.delete(0, "{\"id\":1}");
            watermark(3);
            task.poll();
            assertConstraints("f");
            assertEquals(List.of("2|b"), target.rows("SELECT * FROM parent"));
        }
        // One that takes over in between goes on from there.
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            watermark(4);
            task.poll();
            assertConstraints("f");
            child(1, 2);
            watermark(5);
            task.poll();
        }
        assertEquals(List.of("1|2"), target.rows("SELECT * FROM child"));
        assertConstraints("t", "child_parent", "parent_u");
    }

    @Test
    void aParentOfTheSnapshotIsOpen() throws Exception {
        parents.open(0, "{\"id\":1}");
        children.read(0, "{\"id\":1}", "{\"id\":1,\"parent_id\":1}");
        watermark(1);
        try (TaskUnderTest task = target.task(TOPIC, 0).poll()) {
            assertConstraints("f");
            parent(1, "x");
            watermark(2);
            task.poll();
        }
        assertEquals(List.of("1|1"), target.rows("SELECT * FROM child"));
        assertConstraints("t", "child_parent", "parent_u");
    }

    /** The parent is open by what the sink itself has met, in the transaction of the child. */
    @Test
    void aParentHasAValueThatTheTargetRefuses() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            parent(1, "much too long");
            child(1, 1);
            watermark(2);
            task.poll();
            assertEquals(List.of("{\"id\":1}"), target.rows("SELECT key FROM limosa.open_row"));
            assertEquals(List.of("1|1"), target.rows("SELECT * FROM child"));
            assertConstraints("f");
            parent(1, "short");
            watermark(3);
            task.poll();
        }
        assertConstraints("t", "child_parent", "parent_u");
    }

    @Test
    void aRowThatWasGivenUpIsNotWaitedFor() throws Exception {
        parents.open(0, "{\"id\":1}");
        watermark(1);
        try (TaskUnderTest task = target.task(TOPIC, 0).poll()) {
            assertConstraints("f");
            // As limosa open discard does.
            target.execute("DELETE FROM limosa.open_row");
            watermark(2);
            task.poll();
        }
        assertConstraints("t", "child_parent", "parent_u");
    }

    @Test
    void whoeverElseWritesTheTargetStillStopsTheSink() throws Exception {
        try (TaskUnderTest task = withConstraints()) {
            target.execute("INSERT INTO parent VALUES (77, 'x')");
            parent(1, "x");
            watermark(2);
            ConnectException broken = assertThrows(ConnectException.class, task::poll);
            assertTrue(broken.getMessage().contains("23505 constraint parent_u"), broken.getMessage());
        }
        assertConstraints("t", "child_parent", "parent_u");
    }

    private TaskUnderTest withConstraints() throws Exception {
        watermark(1);
        TaskUnderTest task = target.task(TOPIC, 0).poll();
        assertConstraints("t", "child_parent", "parent_u");
        return task;
    }

    private void parent(long id, String unique) {
        parents.upsert(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"u\":\"" + unique + "\"}");
    }

    private void child(long id, long parent) {
        children.upsert(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"parent_id\":" + parent + "}");
    }

    private void watermark(long number) {
        for (OutputTopic topic : List.of(children, parents)) {
            topic.watermark(0, number, true);
            topic.watermark(1, number, true);
        }
    }

    private void assertConstraints(String made, String... names) throws Exception {
        assertEquals(List.of(made), target.rows("SELECT DISTINCT constraints_made FROM limosa.sink_table"));
        assertEquals(
                List.of(names),
                target.rows("SELECT conname FROM pg_constraint WHERE conrelid::regclass::text IN ('parent', 'child')"
                        + " AND contype IN ('u', 'f') ORDER BY 1"));
    }
}
