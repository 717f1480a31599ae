package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables of an ordered group that are read again. */
class OrderedResetIT {

    private static final String TOPIC = "m.g1.-ordered.group";
    private static final String CONSTRAINTS = "SELECT conname FROM pg_constraint WHERE contype IN ('u', 'f')"
            + " AND conrelid IN ('parent'::regclass, '\"it''s \"\"child\"\"\"'::regclass) ORDER BY 1";

    private Target target;
    private OutputTopic parents;
    private OutputTopic children;

    @BeforeEach
    void aGroupWithItsSnapshotBehindIt() throws Exception {
        target = new Target();
        target.execute("CREATE TABLE parent (id bigint PRIMARY KEY, u text)");
        target.execute("CREATE TABLE \"it's \"\"child\"\"\" (id bigint PRIMARY KEY, u text)");
        parents = target.register(Target.table(
                "parent",
                ApplyMode.ORDERED,
                List.of(new Column("u", "text", true)),
                List.of(Target.unique(
                        "parent \"u\"",
                        "ALTER TABLE \"public\".\"parent\" ADD CONSTRAINT \"parent \"\"u\"\"\" UNIQUE (u)"))));
        children = target.register(Target.table(
                "it's \"child\"",
                ApplyMode.ORDERED,
                List.of(new Column("u", "text", true)),
                List.of(Target.foreignKey(
                        "child_parent",
                        true,
                        "ALTER TABLE \"public\".\"it's \"\"child\"\"\" ADD CONSTRAINT child_parent FOREIGN KEY (u)"
                                + " REFERENCES parent (u) DEFERRABLE INITIALLY DEFERRED"))));
        parents.read(0, "{\"id\":1}", "{\"id\":1,\"u\":\"x\"}");
        children.read(0, "{\"id\":1}", "{\"id\":1,\"u\":\"x\"}");
        watermark(1, true);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void rowsComeInAnyOrderAndTheConstraintsAreMadeAgainBehindThem() throws Exception {
        try (TaskUnderTest task = target.task(TOPIC, 0).poll()) {
            assertEquals(List.of("child_parent", "parent \"u\""), target.rows(CONSTRAINTS));
            target.execute("INSERT INTO parent VALUES (77, 'smuggled')");
            // Rows before it in the same transaction have checks to come.
            parents.upsert(0, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
            children.upsert(1, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
            children.open(0, "{\"id\":5}");
            reset();
            children.read(1, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
            watermark(2, false);
            task.poll();
            assertEquals(List.of(), target.rows(CONSTRAINTS));
            assertEquals(List.of(), target.rows("SELECT * FROM parent"));
            assertEquals(List.of(), target.rows("SELECT key FROM limosa.open_row"));
            assertEquals(List.of("f"), proven(1));
            parents.read(0, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
            parents.upsert(0, "{\"id\":3}", "{\"id\":3,\"u\":\"z\"}");
            watermark(3, true);
            task.poll();
            assertEquals(List.of("t"), proven(3));
            // In force again, and heeded in the source's order.
            parents.upsert(0, "{\"id\":3}", "{\"id\":3,\"u\":\"free\"}");
            parents.upsert(1, "{\"id\":4}", "{\"id\":4,\"u\":\"z\"}");
            watermark(4, true);
            task.poll();
        }
        assertEquals(List.of("child_parent", "parent \"u\""), target.rows(CONSTRAINTS));
        assertEquals(List.of("2|y", "3|free", "4|z"), target.rows("SELECT * FROM parent ORDER BY id"));
        assertEquals(List.of("2|y"), target.rows("SELECT * FROM \"it's \"\"child\"\"\""));
    }

    @Test
    void aTaskThatTakesOverInTheMiddleGoesOn() throws Exception {
        target.task(TOPIC, 0).poll().close();
        reset();
        parents.read(0, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
        watermark(2, false);
        target.task(TOPIC, 0).poll().close();
        assertEquals(List.of("f"), target.rows("SELECT DISTINCT constraints_made FROM limosa.sink_table"));
        children.read(1, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
        watermark(3, true);
        target.task(TOPIC, 0).poll().close();
        assertEquals(List.of("t"), proven(3));
        assertEquals(List.of("child_parent", "parent \"u\""), target.rows(CONSTRAINTS));
        assertEquals(List.of("2|y"), target.rows("SELECT * FROM parent"));
    }

    /** Both ends of the snapshot fall between the same two watermarks. */
    @Test
    void aShortSnapshotIsOneTransaction() throws Exception {
        try (TaskUnderTest task = target.task(TOPIC, 0).poll()) {
            reset();
            children.read(1, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
            parents.read(0, "{\"id\":2}", "{\"id\":2,\"u\":\"y\"}");
            watermark(2, true);
            task.poll();
        }
        assertEquals(List.of("t"), proven(2));
        assertEquals(List.of("child_parent", "parent \"u\""), target.rows(CONSTRAINTS));
        assertEquals(List.of("2|y"), target.rows("SELECT * FROM parent"));
    }

    private void reset() {
        parents.reset(1);
        children.reset(1);
    }

    private List<String> proven(long watermark) throws Exception {
        return target.rows("SELECT limosa.proven('m', 1, " + watermark + ")");
    }

    private void watermark(long number, boolean done) {
        for (OutputTopic topic : List.of(children, parents)) {
            topic.watermark(1, number, done);
            topic.watermark(0, number, done);
        }
    }
}
