package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Barrier;
import dev.limosa.change.Kind;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.topics.RecordHeaders;
import dev.limosa.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransformStreamIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTITIONS = 3;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    /** A migration of one table, with topics of its own. */
    private record Run(String migration) {

        static Run named(String migration) throws Exception {
            Run run = new Run(migration);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(
                                topic(run.history(), PARTITIONS),
                                topic(run.output(), PARTITIONS),
                                topic(run.names().deadLetters(), 1)))
                        .all()
                        .get();
            }
            return run;
        }

        private static NewTopic topic(String name, int partitions) {
            return new NewTopic(name, partitions, (short) 1);
        }

        TopicNames names() {
            return new TopicNames(migration);
        }

        String history() {
            return names().history(Reviews.ID);
        }

        String output() {
            return names().output(1, Reviews.ID);
        }

        MigrationConfig config() {
            return new MigrationConfig(
                    migration,
                    new MigrationConfig.DatabaseConfig("", "", ""),
                    new MigrationConfig.DatabaseConfig("", "", ""),
                    new MigrationConfig.KafkaConfig(kafka.bootstrapServers(), Map.of()),
                    PARTITIONS,
                    List.of(),
                    TextConfig.NONE,
                    new MigrationConfig.CaptureConfig("s", "p", 1, 1, 1000, Map.of()),
                    new MigrationConfig.TransformConfig(2, 50),
                    new MigrationConfig.SinkConfig(1, 1, 32 << 20),
                    new MigrationConfig.AdminConfig("127.0.0.1", -1));
        }

        TransformStream stream() {
            return new TransformStream(
                    config(),
                    1,
                    List.of(Reviews.table(
                            ApplyMode.PARALLEL,
                            history(),
                            output(),
                            Reviews.config(null, Reviews.text(TextFunction.TRIM, "title")))));
        }

        void write(int partition, List<TestRecord<byte[], byte[]>> records) throws Exception {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (TestRecord<byte[], byte[]> r : records) {
                    sent.add(
                            producer.send(new ProducerRecord<>(history(), partition, r.key(), r.value(), r.headers())));
                }
                for (Future<RecordMetadata> record : sent) {
                    record.get();
                }
            }
        }

        List<ConsumerRecord<byte[], byte[]>> read(int partition, int count) {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    kafka.bootstrapServers(),
                    "isolation.level",
                    "read_committed",
                    "auto.offset.reset",
                    "earliest",
                    "enable.auto.commit",
                    false);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(List.of(new TopicPartition(output(), partition)));
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (records.size() < count && System.nanoTime() < deadline) {
                    consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                }
                // A duplicate would come right behind.
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
            return records;
        }
    }

    private static List<TestRecord<byte[], byte[]>> batch(HistoryWriter history, int from, int count) {
        List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int id = from; id < from + count; id++) {
            records.add(history.event(Kind.CREATE, id, Reviews.row(id, " x ", "en")));
        }
        records.add(history.barrier());
        return records;
    }

    private static void assertInPlace(
            List<TestRecord<byte[], byte[]>> given, List<ConsumerRecord<byte[], byte[]>> made) {
        assertEquals(
                given.stream().map(r -> HistoryWriter.known(r.headers())).toList(),
                made.stream().map(r -> HistoryWriter.known(r.headers())).toList());
    }

    @Test
    void everyRecordComesOutOnceInItsPartitionAcrossRestartsAndAnOutage() throws Exception {
        Run run = Run.named("it-once");
        List<HistoryWriter> histories = new ArrayList<>();
        List<List<TestRecord<byte[], byte[]>>> given = new ArrayList<>();
        for (int p = 0; p < PARTITIONS; p++) {
            histories.add(new HistoryWriter(run.history(), p));
            given.add(new ArrayList<>());
        }
        try (TransformStream stream = run.stream()) {
            stream.start();
            writeEverywhere(run, histories, given);
            run.read(0, given.get(0).size());
            kafka.restart();
            writeEverywhere(run, histories, given);
            for (int p = 0; p < PARTITIONS; p++) {
                assertInPlace(given.get(p), run.read(p, given.get(p).size()));
            }
        }
        writeEverywhere(run, histories, given);
        try (TransformStream again = run.stream()) {
            again.start();
            for (int p = 0; p < PARTITIONS; p++) {
                assertInPlace(given.get(p), run.read(p, given.get(p).size()));
            }
            awaitState(again, TransformStream.State.RUNNING);
        }
    }

    /** One thread may have done all the work while the other still joins. */
    private static void awaitState(TransformStream stream, TransformStream.State wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (stream.state() != wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
        assertEquals(wanted, stream.state());
    }

    private static void writeEverywhere(
            Run run, List<HistoryWriter> histories, List<List<TestRecord<byte[], byte[]>>> given) throws Exception {
        for (int p = 0; p < PARTITIONS; p++) {
            List<TestRecord<byte[], byte[]>> batch =
                    batch(histories.get(p), given.get(p).size(), 500);
            given.get(p).addAll(batch);
            run.write(p, batch);
        }
    }

    @Test
    void lostEventsStopItAndItsOwnerIsTold() throws Exception {
        Run run = Run.named("it-lost");
        HistoryWriter history = new HistoryWriter(run.history(), 1);
        List<TestRecord<byte[], byte[]>> records = batch(history, 0, 10);
        try (TransformStream stream = run.stream()) {
            stream.start();
            run.write(1, records);
            assertEquals(records.size(), run.read(1, records.size()).size());
            run.write(1, List.of(history.barrier(Barrier.Type.WATERMARK, 1, 0)));
            Throwable failure = stream.failure().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertInstanceOf(BrokenHistoryException.class, failure);
            assertEquals(TransformStream.State.FAILED, stream.state());
            assertEquals(records.size(), run.read(1, records.size()).size());
        }
    }

    @Test
    void aRowThatCannotBeTransformedDoesNotHoldUpTheOthers() throws Exception {
        Run run = Run.named("it-open");
        HistoryWriter history = new HistoryWriter(run.history(), 2);
        try (TransformStream stream = run.stream()) {
            stream.start();
            run.write(
                    2,
                    List.of(
                            history.event(Kind.CREATE, 1, "{\"id\":1}"),
                            history.event(Kind.CREATE, 2, Reviews.row(2, " x ", "en")),
                            history.barrier()));
            List<Kind> kinds = new ArrayList<>();
            run.read(2, 3).forEach(r -> {
                var event = RecordHeaders.event(r.headers());
                if (event != null) {
                    kinds.add(event.kind());
                }
            });
            assertEquals(List.of(Kind.OPEN, Kind.CREATE), kinds);
        }
    }
}
