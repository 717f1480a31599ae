package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlignedTruncateIT {

    private static final String TOPIC = "m.g1.public.t";
    private static final String ROWS = "SELECT * FROM t ORDER BY id";

    private Target target;
    private OutputTopic topic;

    @BeforeEach
    void aTableThatIsTruncatedInTheMiddle() throws Exception {
        target = new Target();
        topic = target.parallelTable("t");
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"before\"}");
        topic.upsert(1, "{\"id\":2}", "{\"id\":2,\"v\":\"before\"}");
        topic.open(1, "{\"id\":4}");
        topic.truncate(0);
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"after\"}");
        topic.upsert(1, "{\"id\":3}", "{\"id\":3,\"v\":\"after\"}");
        topic.watermark(0, 1, true);
        topic.watermark(1, 1, true);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void oneTaskPassesItWithAllItsPartitions() throws Exception {
        try (TaskUnderTest task = target.task(TOPIC, 0, 1)) {
            task.poll().poll();
        }
        assertPassed();
    }

    @Test
    void theFirstTaskWaitsAndTheSecondEmptiesTheTable() throws Exception {
        try (TaskUnderTest first = target.task(TOPIC, 0);
                TaskUnderTest second = target.task(TOPIC, 1)) {
            first.poll().poll();
            assertEquals(Set.of(new TopicPartition(TOPIC, 0)), first.paused);
            assertEquals(List.of("1|before"), target.rows(ROWS));
            second.poll();
            assertEquals(List.of(), target.rows(ROWS));
            second.poll();
            first.poll();
            assertEquals(Set.of(), first.paused);
            first.poll();
        }
        assertPassed();
    }

    @Test
    void aTaskThatIsRestartedWhileItWaitsArrivesOnce() throws Exception {
        try (TaskUnderTest first = target.task(TOPIC, 0)) {
            first.poll();
        }
        try (TaskUnderTest first = target.task(TOPIC, 0)) {
            first.poll();
            assertEquals(List.of("1|before"), target.rows(ROWS));
            try (TaskUnderTest second = target.task(TOPIC, 1)) {
                second.poll().poll();
            }
        }
        try (TaskUnderTest first = target.task(TOPIC, 0)) {
            first.poll().poll();
        }
        assertPassed();
    }

    @Test
    void aTaskThatIsFencedWhileItWaitsLeavesItToTheOther() throws Exception {
        try (TaskUnderTest zombie = target.task(TOPIC, 0)) {
            zombie.poll();
            try (TaskUnderTest both = target.task(TOPIC, 0, 1)) {
                both.poll().poll();
                assertPassed();
                org.junit.jupiter.api.Assertions.assertThrows(
                        org.apache.kafka.connect.errors.RetriableException.class, zombie::poll);
            }
        }
        assertPassed();
    }

    @Test
    void twoOfThemAreTwoBarriers() throws Exception {
        topic.truncate(1);
        topic.upsert(0, "{\"id\":9}", "{\"id\":9,\"v\":\"last\"}");
        try (TaskUnderTest first = target.task(TOPIC, 0);
                TaskUnderTest second = target.task(TOPIC, 1)) {
            for (int i = 0; i < 6; i++) {
                first.poll();
                second.poll();
            }
        }
        assertEquals(List.of("9|last"), target.rows(ROWS));
        assertEquals(List.of("1"), target.rows("SELECT count(*) FROM limosa.aligned_barrier"));
    }

    /** What was in the table is gone at once, and what comes instead only later: neither may be taken for all of it. */
    @Test
    void aTableThatIsReadAnewIsNotProvenUntilAllItsRowsAreThere() throws Exception {
        try (TaskUnderTest first = target.task(TOPIC, 0);
                TaskUnderTest second = target.task(TOPIC, 1)) {
            for (int i = 0; i < 4; i++) {
                first.poll();
                second.poll();
            }
            assertPassed();
            topic.reset(1);
            topic.upsert(0, "{\"id\":7}", "{\"id\":7,\"v\":\"anew\"}");
            topic.watermark(0, 2);
            topic.watermark(1, 2);
            first.poll();
            second.poll();
            assertEquals(List.of(), target.rows(ROWS), "emptied");
            assertEquals(List.of("f"), target.rows("SELECT limosa.proven('m', 1, 1)"), "first has not passed yet");
            for (int i = 0; i < 4; i++) {
                first.poll();
                second.poll();
            }
            assertEquals(List.of("7|anew"), target.rows(ROWS));
            assertEquals(List.of("f"), target.rows("SELECT limosa.proven('m', 1, 2)"), "the snapshot goes on");
            topic.watermark(0, 3, true);
            topic.watermark(1, 3, true);
            first.poll();
            second.poll();
            assertEquals(List.of("t"), target.rows("SELECT limosa.proven('m', 1, 3)"));
        }
    }

    private void assertPassed() throws Exception {
        assertEquals(List.of("1|after", "3|after"), target.rows(ROWS));
        assertEquals(List.of(), target.rows("SELECT * FROM limosa.open_row"));
        assertEquals(List.of("t"), target.rows("SELECT limosa.proven('m', 1, 1)"));
    }
}
