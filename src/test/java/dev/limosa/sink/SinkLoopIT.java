package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.config.MigrationConfig.SinkConfig;
import dev.limosa.config.MigrationConfig.TransformConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.jdbc.Databases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinkLoopIT {

    private static final String TOPIC = "m.g1.public.t";
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private static EmbeddedKafka kafka;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SinkLoop> loops = new ArrayList<>();
    private Target target;
    private OutputTopic topic;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void anOutputTopic() throws Exception {
        target = new Target();
        topic = target.parallelTable("t");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            if (admin.listTopics().names().get().contains(TOPIC)) {
                admin.deleteTopics(List.of(TOPIC)).all().get();
                await(() -> groupIsGone(admin));
            }
            await(() -> !admin.listTopics().names().get().contains(TOPIC));
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
        }
    }

    /** The broker may still have to notice that the last test's members have left. */
    private static boolean groupIsGone(Admin admin) throws Exception {
        try {
            admin.deleteConsumerGroups(List.of("m-g1-sink")).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            assertInstanceOf(GroupIdNotFoundException.class, e.getCause());
            return true;
        }
    }

    @AfterEach
    void stop() throws Exception {
        loops.forEach(SinkLoop::close);
        threads.shutdown();
        assertTrue(
                threads.awaitTermination(DEADLINE.toSeconds(), TimeUnit.SECONDS), "every loop ends when it is closed");
        target.close();
    }

    @Test
    void twoLoopsShareTheWorkAndTruncateTogether() throws Exception {
        for (int id = 0; id < 200; id++) {
            topic.upsert(id % 2, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"v\":\"before\"}");
        }
        topic.truncate(0);
        for (int id = 100; id < 300; id++) {
            topic.upsert(id % 2, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"v\":\"after\"}");
        }
        watermark(1);
        start();
        start();
        publish();
        await(() -> proven(1));
        assertEquals(List.of("200|100"), target.rows("SELECT count(*), min(id) FROM t WHERE v = 'after'"));
        assertEquals(List.of("200"), target.rows("SELECT count(*) FROM t"));
    }

    /** A Connect worker gives its tasks no way to do it. */
    @Test
    void whatTheTargetHasIsDeletedFromTheOutputBySomeoneElse() throws Exception {
        OutputRetention retention = new OutputRetention(config(target.database), 1, Duration.ofMillis(50));
        Thread thread = new Thread(retention);
        thread.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (int id = 0; id < 20; id++) {
                topic.upsert(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"v\":\"x\"}");
            }
            watermark(1);
            publish();
            start();
            await(() -> proven(1));
            TopicPartition first = new TopicPartition(TOPIC, 0);
            await(() -> admin.listOffsets(Map.of(first, OffsetSpec.earliest()))
                            .partitionResult(first)
                            .get()
                            .offset()
                    == 21);
            topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"later\"}");
            watermark(2);
            publish();
            await(() -> proven(2));
            assertEquals(List.of("1|later"), target.rows("SELECT * FROM t WHERE id = 1"));
        } finally {
            retention.close();
            thread.join();
        }
    }

    @Test
    void whenOneLoopLeavesTheOtherGoesOn() throws Exception {
        SinkLoop first = start();
        start();
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        watermark(1);
        publish();
        await(() -> proven(1));
        first.close();
        topic.upsert(1, "{\"id\":2}", "{\"id\":2,\"v\":\"two\"}");
        watermark(2);
        publish();
        await(() -> proven(2));
        assertEquals(List.of("1|one", "2|two"), target.rows("SELECT * FROM t ORDER BY id"));
    }

    @Test
    void anOutageOfTheTargetOnlyDelaysIt() throws Exception {
        start();
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        watermark(1);
        publish();
        await(() -> proven(1));
        for (int i = 2; i < 6; i++) {
            target.rows(
                    "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE '" + Databases.SINK_SESSION + "%'");
            topic.upsert(0, "{\"id\":" + i + "}", "{\"id\":" + i + ",\"v\":\"x\"}");
            watermark(i);
            publish();
            int barrier = i;
            await(() -> proven(barrier));
        }
        assertEquals(List.of("5"), target.rows("SELECT count(*) FROM t"));
    }

    @Test
    void aLoopThatMustStopSaysWhy() throws Exception {
        topic.lose(0);
        topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"one\"}");
        publish();
        CompletableFuture<Void> run = CompletableFuture.runAsync(loop(target.database), threads);
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> run.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        assertInstanceOf(ConnectException.class, failed.getCause());
        assertTrue(failed.getCause().getMessage().contains("expected event 0"), failed.getMessage());
    }

    @Test
    void aSealedGenerationEndsTheLoop() throws Exception {
        for (int partition = 0; partition < 2; partition++) {
            target.execute(
                    "INSERT INTO limosa.sink_offset (migration, generation, topic, partition, epoch) VALUES ('m', 1, '"
                            + TOPIC + "', " + partition + ", " + Long.MAX_VALUE + ")");
        }
        CompletableFuture<Void> run = CompletableFuture.runAsync(loop(target.database), threads);
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> run.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(failed.getCause().getMessage().contains("found it sealed"), failed.getMessage());
    }

    private void watermark(long number) {
        topic.watermark(0, number, true);
        topic.watermark(1, number, true);
    }

    private boolean proven(long watermark) throws Exception {
        return target.rows("SELECT limosa.proven('m', 1, " + watermark + ")").contains("t")
                && target.rows("SELECT count(*) FROM limosa.sink_offset").contains("2");
    }

    private SinkLoop start() {
        SinkLoop loop = loop(target.database);
        threads.execute(loop);
        return loop;
    }

    private static MigrationConfig config(DatabaseConfig database) {
        return new MigrationConfig(
                "m",
                database,
                database,
                new KafkaConfig(kafka.bootstrapServers(), Map.of()),
                2,
                List.of(),
                TextConfig.NONE,
                new CaptureConfig("slot", "publication", 1, 1, 1000, Map.of()),
                new TransformConfig(1, 20),
                new SinkConfig(2, 50, 32 << 20),
                new AdminConfig("127.0.0.1", -1));
    }

    private SinkLoop loop(DatabaseConfig database) {
        SinkLoop loop = new SinkLoop(config(database), 1, List.of(TOPIC));
        loops.add(loop);
        return loop;
    }

    /** Sends what the test has written since it last did. */
    private void publish() throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < 2; partition++) {
                for (SinkRecord record : target.source.log(TOPIC, partition)) {
                    producer.send(producerRecord(record)).get();
                }
                target.source.log(TOPIC, partition).clear();
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> producerRecord(SinkRecord record) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                record.topic(), record.kafkaPartition(), (byte[]) record.key(), (byte[]) record.value());
        record.headers().forEach(header -> sent.headers().add(header.key(), (byte[]) header.value()));
        return sent;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, "not within " + DEADLINE);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
