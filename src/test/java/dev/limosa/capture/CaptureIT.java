package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Capture against a real source and a real broker: what history says must be what the table holds. */
class CaptureIT extends CaptureRig {

    private static final String LONG_TEXT =
            "(SELECT string_agg(md5((g * 7919 + %d)::text), '') FROM generate_series(1, 400) g)";

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
            CompletableFuture<Void> update = updateThatWaits();
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

    /** The server's processes take a setting over one by one: an update that came before is done, and no use. */
    private CompletableFuture<Void> updateThatWaits() throws Exception {
        while (true) {
            CompletableFuture<Void> update = CompletableFuture.runAsync(this::updateSynchronously);
            while (!update.isDone()) {
                if (text("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                        .equals("1")) {
                    return update;
                }
                Thread.sleep(20);
            }
            update.get();
        }
    }

    private void updateSynchronously() {
        try (Connection other = postgres.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            statement.execute("UPDATE public.\"Docs é\" SET body = clock_timestamp()::text WHERE id = 5");
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
        awaitFailure("changes in between are lost");
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
}
