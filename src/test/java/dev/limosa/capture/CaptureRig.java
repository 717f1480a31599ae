package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.AdminConfig;
import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.config.MigrationConfig.SinkConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.MigrationConfig.TransformConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.demo.PostgresServer;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicProvisioner;
import dev.limosa.topics.TopicSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A real source with one table, a real broker, and capture between them. */
abstract class CaptureRig {

    static final TableId DOCS = new TableId("public", "Docs é");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static EmbeddedKafka kafka;
    static PostgresServer postgres;
    private static int number;

    MigrationConfig config;
    Connection source;
    CaptureReplica capture;
    private Thread thread;

    @BeforeAll
    static void startServers() {
        kafka = EmbeddedKafka.start();
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        postgres.close();
        kafka.close();
    }

    @BeforeEach
    void makeTable() throws Exception {
        source = postgres.connect();
        execute("DROP TABLE IF EXISTS public.\"Docs é\"");
        execute("CREATE TABLE public.\"Docs é\" (id bigint, part text COLLATE \"C\", body text, price numeric(14, 4),"
                + " at timestamptz, day date, flag boolean, tags text[], raw bytea, doc jsonb, span interval,"
                + " weight double precision, PRIMARY KEY (id, part))");
        config = config("capture-" + ++number);
        try (Admin admin = new KafkaClients(config.kafka()).admin()) {
            TopicNames names = new TopicNames(config.migration());
            new TopicProvisioner(admin)
                    .provision(List.of(
                            TopicSpec.history(names.history(DOCS), config.partitions()),
                            TopicSpec.position(names.position()),
                            TopicSpec.compacted(names.schemas())));
        }
    }

    @AfterEach
    void stop() throws Exception {
        stopCapture();
        execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active");
        source.close();
    }

    final void awaitFailure(String... saying) throws Exception {
        Throwable error = capture.failure().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String words : saying) {
            assertTrue(error.getMessage().contains(words), error.getMessage());
        }
    }

    final HistoryReplay assertHistoryIsTheTable() throws Exception {
        awaitBarrier();
        HistoryReplay replay = HistoryReplay.read(config, DOCS);
        assertEquals(List.of(), replay.problems());
        assertFalse(replay.rows().isEmpty());
        assertEquals(HistoryReplay.table(source, DOCS), replay.rows());
        return replay;
    }

    /** Waits until a barrier that was written from now on is in history, with every table's snapshot before it. */
    final void awaitBarrier() throws Exception {
        execute("SELECT 1");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long from = HistoryReplay.newestWatermark(source, config.migration());
        while (HistoryReplay.provenWatermark(config, DOCS) <= from) {
            assertTrue(System.nanoTime() < deadline, "no barrier came through within " + PATIENCE);
            assertTrue(thread.isAlive(), "capture has failed");
            Thread.sleep(100);
        }
    }

    /** The server ends its side of the session a moment after the client has closed its own. */
    final void awaitSlotReleased() throws Exception {
        awaitTrue("SELECT NOT EXISTS (SELECT FROM pg_replication_slots WHERE active)");
    }

    final void awaitTrue(String query) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!text(query).equals("t")) {
            assertTrue(System.nanoTime() < deadline, "still not true: " + query);
            Thread.sleep(20);
        }
    }

    final String text(String query) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    final void insert(int from, int to) throws SQLException {
        execute("INSERT INTO public.\"Docs é\" SELECT g, 'p', '正文 ' || g || E' \\\\ \" \\t', g / 7.0,"
                + " timestamptz '2024-05-01 12:00+02' + g * interval '1.5 s', date '1999-12-31' + g, g % 2 = 0,"
                + " ARRAY['a b', NULL, '\"', g::text], decode(md5(g::text), 'hex'), jsonb_build_object('k', g),"
                + " NULL, g / 3.0 FROM generate_series(" + from + ", " + to + ") g ON CONFLICT DO NOTHING");
    }

    final void startCapture() {
        capture = new CaptureReplica(config);
        thread = new Thread(capture, "capture-under-test");
        thread.start();
    }

    final void stopCapture() throws Exception {
        if (capture != null) {
            capture.close();
            thread.join(PATIENCE.toMillis());
            assertFalse(thread.isAlive(), "capture ends when it is closed");
            awaitSlotReleased();
        }
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(sql);
        }
    }

    private static MigrationConfig config(String name) {
        DatabaseConfig database = new DatabaseConfig(postgres.jdbcUrl(), PostgresServer.USER, PostgresServer.PASSWORD);
        String slot = name.replace('-', '_');
        return new MigrationConfig(
                name,
                database,
                database,
                new KafkaConfig(kafka.bootstrapServers(), Map.of()),
                3,
                List.of(new TableConfig(DOCS, DOCS, null, List.of(), null, List.of())),
                TextConfig.NONE,
                new CaptureConfig(slot, slot, 200, 1 << 20, 200, Map.of()),
                new TransformConfig(1, 30),
                new SinkConfig(1, 1000, 32 << 20),
                new AdminConfig("127.0.0.1", -1));
    }
}
