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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Capture against a real source and a real broker: what history says must be what the table holds. */
class CaptureIT {

    private static final TableId DOCS = new TableId("public", "Docs é");
    private static final String LONG_TEXT =
            "(SELECT string_agg(md5((g * 7919 + %d)::text), '') FROM generate_series(1, 400) g)";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static EmbeddedKafka kafka;
    private static PostgresServer postgres;
    private static int number;

    private MigrationConfig config;
    private Connection source;
    private CaptureReplica capture;
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

    @Test
    void historyOfASnapshotUnderWritesIsTheTable() throws Exception {
        insert(1, 3000);
        startCapture();
        changes(new Random(1), 1500);
        assertHistoryIsTheTable();
    }

    @Test
    void aSessionEndedInTheMiddleGoesOnWithoutLossOrDouble() throws Exception {
        insert(1, 2000);
        Random random = new Random(2);
        for (int i = 0; i < 4; i++) {
            startCapture();
            changes(random, 150);
            execute("COPY public.\"Docs é\" (id, part, body) FROM PROGRAM 'seq -f \"%.0f\tcopy" + i
                    + "\tx\" 100001 100400'");
            execute("UPDATE public.\"Docs é\" SET part = part || 'k' WHERE id BETWEEN 100001 AND 100050");
            stopCapture();
        }
        startCapture();
        assertHistoryIsTheTable();
    }

    /** It stood where it was made, and the source kept all its WAL for as long as the migration lived. */
    @Test
    void theSlotFollowsWhatIsPublished() throws Exception {
        insert(1, 100);
        startCapture();
        awaitBarrier();
        for (int i = 0; i < 3; i++) {
            execute("UPDATE public.\"Docs é\" SET price = " + i);
            String written = text("SELECT pg_current_wal_lsn()");
            awaitBarrier();
            awaitTrue("SELECT bool_and(confirmed_flush_lsn >= '" + written + "') FROM pg_replication_slots");
        }
        stopCapture();
        // It refuses to go on from a slot that has passed its position.
        startCapture();
        assertHistoryIsTheTable();
    }

    @Test
    void aLargeValueTheStreamLeavesOutIsReadAgain() throws Exception {
        execute("INSERT INTO public.\"Docs é\" (id, part, body, raw) SELECT g, 'a', " + LONG_TEXT.formatted(1)
                + ", decode(md5(g::text), 'hex') FROM generate_series(1, 20) g");
        startCapture();
        awaitBarrier();
        execute("UPDATE public.\"Docs é\" SET price = 1.5 WHERE id <= 10");
        execute("UPDATE public.\"Docs é\" SET span = '1 mon 3 days 04:05:06.7' WHERE id = 15");
        execute("DELETE FROM public.\"Docs é\" WHERE id = 3");
        HistoryReplay replay = assertHistoryIsTheTable();
        assertTrue(replay.opened() >= 10, "the large values were left out of " + replay.opened() + " events");
    }

    @Test
    void aLargeValueThatDidNotChangeIsTakenFromTheOldRow() throws Exception {
        execute("ALTER TABLE public.\"Docs é\" REPLICA IDENTITY FULL");
        execute("INSERT INTO public.\"Docs é\" (id, part, body) SELECT g, 'a', " + LONG_TEXT.formatted(1)
                + " FROM generate_series(1, 20) g");
        startCapture();
        awaitBarrier();
        execute("UPDATE public.\"Docs é\" SET price = 1.5 WHERE id <= 5");
        execute("UPDATE public.\"Docs é\" SET part = 'b' WHERE id > 5");
        execute("DELETE FROM public.\"Docs é\" WHERE id = 3");
        HistoryReplay replay = assertHistoryIsTheTable();
        assertEquals(0, replay.opened(), "rows that came incomplete");
    }

    /** What was left of a chunk that was cut was taken for the answer to the next statement, again and again. */
    @Test
    void rowsThatAreTooLargeForAChunkAreRead() throws Exception {
        String long20 = "repeat(md5(g::text), 20000)";
        execute("INSERT INTO public.\"Docs é\" (id, part, body) SELECT g, 'a', CASE WHEN g % 9 = 0 THEN " + long20
                + " ELSE repeat('x', 9000) END FROM generate_series(1, 700) g");
        startCapture();
        assertHistoryIsTheTable();
    }

    /** PostgreSQL sends the old key with all else null, and the text that the update had left alone became null. */
    @Test
    void aKeyThatChangesLeavesLargeValuesAsTheyAre() throws Exception {
        execute("INSERT INTO public.\"Docs é\" (id, part, body) SELECT g, 'a', " + LONG_TEXT.formatted(1)
                + " FROM generate_series(1, 20) g");
        startCapture();
        awaitBarrier();
        execute("UPDATE public.\"Docs é\" SET part = 'b' WHERE id > 5");
        HistoryReplay replay = assertHistoryIsTheTable();
        assertTrue(replay.opened() >= 10, "the large values were left out of " + replay.opened() + " events");
    }

    /** Its row as it was before was read, and published behind it. */
    @Test
    void aCommitThatIsInTheLogBeforeItIsVisibleStaysTheNewest() throws Exception {
        execute("ALTER DATABASE postgres SET synchronous_commit = local");
        execute("SET synchronous_commit = local");
        insert(1, 20);
        startCapture();
        awaitBarrier();
        execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        execute("SELECT pg_reload_conf()");
        try {
            // The server's processes take it over one by one.
            Thread.sleep(1_500);
            CompletableFuture<Void> update = CompletableFuture.runAsync(this::updateSynchronously);
            awaitTrue("SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            execute("INSERT INTO limosa.signal (migration, kind, schema_name, table_name, requested_by) VALUES ('"
                    + config.migration() + "', 'resnapshot', 'public', 'Docs é', 'test')");
            Thread.sleep(1_000);
            assertFalse(update.isDone());
        } finally {
            execute("ALTER SYSTEM RESET synchronous_standby_names");
            execute("ALTER DATABASE postgres RESET synchronous_commit");
            execute("SELECT pg_reload_conf()");
        }
        assertHistoryIsTheTable();
    }

    private void updateSynchronously() {
        try (Connection other = postgres.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            statement.execute("UPDATE public.\"Docs é\" SET body = 'new' WHERE id = 5");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneTransactionOfManyRowsAndAllOperationsKeepsItsOrder() throws Exception {
        startCapture();
        awaitBarrier();
        execute("BEGIN; INSERT INTO public.\"Docs é\" (id, part, body) SELECT g, 'a', repeat('z', 40)"
                + " FROM generate_series(1, 20000) g; UPDATE public.\"Docs é\" SET part = 'b' WHERE id % 4 = 0;"
                + " DELETE FROM public.\"Docs é\" WHERE id % 4 = 1; TRUNCATE public.\"Docs é\";"
                + " INSERT INTO public.\"Docs é\" (id, part, body) SELECT g, 'c', repeat('y', 40)"
                + " FROM generate_series(1, 20000) g; UPDATE public.\"Docs é\" SET part = 'd' WHERE id % 3 = 0;"
                + " UPDATE public.\"Docs é\" SET body = body || id WHERE id % 3 = 0;"
                + " DELETE FROM public.\"Docs é\" WHERE id % 3 = 1; COMMIT");
        assertHistoryIsTheTable();
    }

    /** Any session may write them; without a transaction they have no id, which once ended capture for good. */
    @Test
    void logicalMessagesOfOthersDoNotStopIt() throws Exception {
        startCapture();
        awaitBarrier();
        execute("SELECT pg_logical_emit_message(false, 'outbox', 'to nobody here')");
        execute("SELECT pg_logical_emit_message(false, '" + RowStream.PREFIX + "', 'not of ours')");
        execute("BEGIN; INSERT INTO public.\"Docs é\" (id, part) VALUES (1, 'a');"
                + " SELECT pg_logical_emit_message(true, '" + RowStream.PREFIX + "', 'nor this');"
                + " INSERT INTO public.\"Docs é\" (id, part) VALUES (2, 'a'); COMMIT");
        assertHistoryIsTheTable();
    }

    @Test
    void aTruncateForgetsTheRowsBeforeIt() throws Exception {
        insert(1, 500);
        startCapture();
        awaitBarrier();
        execute("TRUNCATE public.\"Docs é\"");
        insert(400, 450);
        assertHistoryIsTheTable();
    }

    @Test
    void aSlotThatWasMovedOnIsRefused() throws Exception {
        insert(1, 10);
        startCapture();
        awaitBarrier();
        stopCapture();
        insert(11, 12);
        execute("SELECT pg_switch_wal()");
        execute("SELECT pg_replication_slot_advance('" + config.capture().slot() + "', pg_current_wal_lsn())");
        startCapture();
        Throwable error = capture.failure().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(error.getMessage().contains("changes in between are lost"), error.getMessage());
    }

    private HistoryReplay assertHistoryIsTheTable() throws Exception {
        awaitBarrier();
        HistoryReplay replay = HistoryReplay.read(config, DOCS);
        assertEquals(List.of(), replay.problems());
        assertFalse(replay.rows().isEmpty());
        assertEquals(HistoryReplay.table(source, DOCS), replay.rows());
        return replay;
    }

    /** Waits until a barrier that was written from now on is in history, with every table's snapshot before it. */
    private void awaitBarrier() throws Exception {
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
    private void awaitSlotReleased() throws Exception {
        awaitTrue("SELECT NOT EXISTS (SELECT FROM pg_replication_slots WHERE active)");
    }

    private void awaitTrue(String query) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!text(query).equals("t")) {
            assertTrue(System.nanoTime() < deadline, "still not true: " + query);
            Thread.sleep(20);
        }
    }

    private String text(String query) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void changes(Random random, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            int id = 1 + random.nextInt(3000);
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> execute("UPDATE public.\"Docs é\" SET body = body || E'\\n\\t\"x\\\\', price = "
                        + random.nextInt(1_000_000) + "/10000.0, flag = " + random.nextBoolean() + " WHERE id = " + id);
                case 4, 5 -> execute("DELETE FROM public.\"Docs é\" WHERE id = " + id);
                case 6 -> execute(
                        "UPDATE public.\"Docs é\" SET part = 'p" + random.nextInt(1000) + "' WHERE id = " + id);
                default -> insert(id, id);
            }
        }
    }

    private void insert(int from, int to) throws SQLException {
        execute("INSERT INTO public.\"Docs é\" SELECT g, 'p', '正文 ' || g || E' \\\\ \" \\t', g / 7.0,"
                + " timestamptz '2024-05-01 12:00+02' + g * interval '1.5 s', date '1999-12-31' + g, g % 2 = 0,"
                + " ARRAY['a b', NULL, '\"', g::text], decode(md5(g::text), 'hex'), jsonb_build_object('k', g),"
                + " NULL, g / 3.0 FROM generate_series(" + from + ", " + to + ") g ON CONFLICT DO NOTHING");
    }

    private void startCapture() {
        capture = new CaptureReplica(config);
        thread = new Thread(capture, "capture-under-test");
        thread.start();
    }

    private void stopCapture() throws Exception {
        if (capture != null) {
            capture.close();
            thread.join(PATIENCE.toMillis());
            assertFalse(thread.isAlive(), "capture ends when it is closed");
            awaitSlotReleased();
        }
    }

    private void execute(String sql) throws SQLException {
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
