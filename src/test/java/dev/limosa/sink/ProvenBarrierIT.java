package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.lag.TargetReader;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code limosa status} calls proven is what {@code limosa.proven} does. */
class ProvenBarrierIT {

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

    /** {@code status --wait barrier} returned while the target was half filled. */
    @Test
    void noneIsWhileTheSnapshotLasts() throws Exception {
        assertProven(0, 1);
        try (TaskUnderTest task = target.task(TOPIC, 0, 1)) {
            topic.read(0, "{\"id\":1}", "{\"id\":1,\"v\":\"x\"}");
            watermark(5, false);
            task.poll();
            assertProven(0, 5);
            watermark(6, true);
            task.poll();
            assertProven(6, 7);
        }
    }

    /** Nor after {@code limosa table resnapshot}, whose rows were still to come. */
    @Test
    void noneIsWhileATableIsReadAnew() throws Exception {
        try (TaskUnderTest task = target.task(TOPIC, 0, 1)) {
            watermark(1, true);
            task.poll();
            topic.reset(0);
            topic.reset(1);
            task.poll();
            watermark(2, false);
            task.poll().poll();
            assertProven(0, 1);
            topic.read(0, "{\"id\":1}", "{\"id\":1,\"v\":\"x\"}");
            watermark(3, true);
            task.poll();
            assertProven(3, 4);
        }
    }

    @Test
    void anOpenRowHoldsUpThoseBehindIt() throws Exception {
        try (TaskUnderTest task = target.task(TOPIC, 0, 1)) {
            watermark(1, true);
            topic.open(0, "{\"id\":1}");
            watermark(2, true);
            task.poll();
            assertProven(1, 2);
            topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"x\"}");
            task.poll();
            assertProven(2, 3);
        }
    }

    private void watermark(long number, boolean done) {
        topic.watermark(0, number, done);
        topic.watermark(1, number, done);
    }

    private void assertProven(long newest, long notYet) throws Exception {
        assertEquals(newest, new TargetReader("m", 1).read(target.connection).provenBarrier());
        assertEquals(
                List.of((newest > 0 ? "t" : "f") + "|f"),
                target.rows("SELECT limosa.proven('m', 1, " + Math.max(1, newest) + "), limosa.proven('m', 1, " + notYet
                        + ")"));
    }
}
