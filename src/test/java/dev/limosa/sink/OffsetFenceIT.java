package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetFenceIT {

    private static final String TOPIC = "m.g1.public.t";
    private static final TopicPartition AT = new TopicPartition(TOPIC, 0);

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
    void aTaskWhosePartitionWasTakenOverWritesNothing() throws Exception {
        SinkRecord first = topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"first\"}");
        try (TaskUnderTest zombie = target.task(TOPIC, 0)) {
            zombie.poll();
            SinkRecord stale = topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"stale\"}");
            try (TaskUnderTest owner = target.task(TOPIC, 0)) {
                RetriableException fenced = assertThrows(RetriableException.class, () -> zombie.put(first, stale));
                assertTrue(fenced.getMessage().contains("expected our own epoch"), fenced.getMessage());
                assertEquals(List.of("1|first"), target.rows("SELECT * FROM t"));
                owner.poll();
                assertEquals(List.of("1|stale"), target.rows("SELECT * FROM t"));
            }
        }
    }

    @Test
    void aTaskThatStandsStillInsideItsTransactionIsEnded() throws Exception {
        try (TaskUnderTest earlier = target.task(TOPIC, 0);
                Connection paused = Databases.connect(target.database, Databases.SINK_SESSION + "m")) {
            paused.setAutoCommit(false);
            // It stands for the earlier task, whose own session nobody can make stand still from outside.
            PostgresFixture.execute(paused, "UPDATE limosa.sink_offset SET backend_pid = pg_backend_pid()");
            paused.commit();
            PostgresFixture.execute(paused, "UPDATE limosa.sink_offset SET next_offset = 99");
            topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"new\"}");
            try (TaskUnderTest owner = target.task(TOPIC, 0)) {
                owner.poll();
            }
            assertThrows(SQLException.class, paused::commit);
        }
        assertEquals(List.of("1|new"), target.rows("SELECT * FROM t"));
    }

    @Test
    void aTransactionOfUnknownOutcomeIsLookedUp() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            SinkRecord second = topic.upsert(0, "{\"id\":2}", "{\"id\":2,\"v\":\"two\"}");
            // As if its COMMIT had arrived, and the answer had not: all is in the target, and the session is gone.
            target.execute("INSERT INTO t VALUES (2, 'two, committed')");
            target.execute("UPDATE limosa.sink_offset SET next_offset = " + (second.kafkaOffset() + 1)
                    + ", upstream = replace(upstream, '\"count\":1', '\"count\":2')");
            endSessions();
            assertThrows(RetriableException.class, () -> task.put(second));
            task.put(second);
            assertEquals(second.kafkaOffset() + 1, task.position(AT));
            topic.upsert(0, "{\"id\":3}", "{\"id\":3,\"v\":\"three\"}");
            task.poll();
        }
        assertEquals(List.of("1|one", "2|two, committed", "3|three"), target.rows("SELECT * FROM t ORDER BY id"));
    }

    @Test
    void aTransactionThatWasLostIsDoneAgain() throws Exception {
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
            endSessions();
            assertThrows(RetriableException.class, task::poll);
            task.poll().poll();
        }
        assertEquals(List.of("1|one"), target.rows("SELECT * FROM t"));
    }

    @Test
    void anOffsetThatWentBackIsFollowed() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            task.poll();
            // A target restored to an earlier state loses rows and offset together.
            target.execute("TRUNCATE t");
            target.execute("UPDATE limosa.sink_offset SET next_offset = 0, upstream = ''");
            topic.upsert(0, "{\"id\":2}", "{\"id\":2,\"v\":\"two\"}");
            task.poll();
            assertEquals(List.of(), target.rows("SELECT * FROM t"));
            assertEquals(0, task.position(AT));
            task.poll();
        }
        assertEquals(List.of("1|one", "2|two"), target.rows("SELECT * FROM t ORDER BY id"));
    }

    @Test
    void aNewEpochGivenByAnotherHandIsClaimedAfterTheNextPoll() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            target.execute("UPDATE limosa.sink_offset SET epoch = epoch + 1");
            assertThrows(RetriableException.class, task::poll);
            task.poll().poll();
        }
        assertEquals(List.of("1|one"), target.rows("SELECT * FROM t"));
    }

    @Test
    void aSealedPartitionCanNotBeClaimedNorWritten() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        try (TaskUnderTest task = target.task(TOPIC, 0)) {
            target.execute("UPDATE limosa.sink_offset SET epoch = " + Long.MAX_VALUE);
            assertThrows(RetriableException.class, task::poll);
            ConnectException sealed = assertThrows(ConnectException.class, task::poll);
            assertTrue(sealed.getMessage().contains("found it sealed"), sealed.getMessage());
        }
        assertEquals(List.of(), target.rows("SELECT * FROM t"));
    }

    @Test
    void aTargetThatIsNotThereYetIsWaitedFor() throws Exception {
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        try (TaskUnderTest task = assertDoesNotThrow(() -> new TaskUnderTest(
                new SinkSettings("m", 1, unreachable(), 0).toProperties(), target.source, TOPIC, 0))) {
            assertThrows(RetriableException.class, task::poll);
        }
    }

    private static DatabaseConfig unreachable() {
        return new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/none", "postgres", "");
    }

    private void endSessions() throws Exception {
        target.rows("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE '" + Databases.SINK_SESSION + "%'");
    }
}
