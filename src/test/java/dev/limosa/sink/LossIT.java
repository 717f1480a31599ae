package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossIT {

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
    void anEventThatIsMissingBeforeAnotherStopsTheTask() throws Exception {
        topic.upsert(1, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        topic.lose(1);
        topic.upsert(1, "{\"id\":3}", "{\"id\":3,\"v\":\"three\"}");
        assertStops("topic 'm.g1.public.t' partition 1 at offset 2 (from m.public.t-1): expected event 1 since the last"
                + " barrier, found event 2");
        assertEquals(List.of(), target.rows("SELECT * FROM t"));
    }

    @Test
    void anEventThatIsMissingBeforeABarrierStopsTheTask() throws Exception {
        topic.upsert(1, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        topic.lose(1);
        topic.watermark(1, 1);
        assertStops("expected 2 events with checksum");
    }

    @Test
    void anEventThatTookAnothersPlaceStopsTheTaskAtTheBarrier() throws Exception {
        OutputTopic another = new OutputTopic(
                Target.table("t", dev.limosa.change.ApplyMode.PARALLEL, List.of(), List.of()), target.source);
        topic.upsert(1, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        target.source.log(TOPIC, 1).clear();
        another.upsert(1, "{\"id\":2}", "{\"id\":2,\"v\":\"two\"}");
        topic.watermark(1, 1);
        assertStops("before WATERMARK barrier 1, found 1 with checksum");
    }

    @Test
    void anIntervalThatIsMissingTogetherWithItsBarrierStopsTheTask() throws Exception {
        topic.watermark(1, 1);
        topic.watermark(1, 3);
        assertStops("expected barrier 2, found barrier 3");
    }

    @Test
    void theCountGoesOnAfterARestart() throws Exception {
        topic.upsert(1, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        try (TaskUnderTest task = target.task(TOPIC, 1)) {
            task.poll();
        }
        topic.upsert(1, "{\"id\":2}", "{\"id\":2,\"v\":\"two\"}");
        topic.watermark(1, 1);
        try (TaskUnderTest task = target.task(TOPIC, 1)) {
            task.poll();
        }
        topic.lose(1);
        topic.watermark(1, 2);
        assertStops("expected 1 events with checksum");
        assertEquals(List.of("1"), target.rows("SELECT barrier FROM limosa.sink_offset"));
    }

    private void assertStops(String because) {
        try (TaskUnderTest task = target.task(TOPIC, 1)) {
            ConnectException stopped = assertThrows(ConnectException.class, task::poll);
            assertTrue(stopped.getMessage().contains(because), stopped.getMessage());
            assertTrue(!(stopped instanceof RetriableException), "must not be tried again");
        }
    }
}
