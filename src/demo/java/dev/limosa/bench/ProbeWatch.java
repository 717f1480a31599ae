package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks into the target for the probe rows, on a connection and a thread of its own. */
final class ProbeWatch implements AutoCloseable {

    /** Above every key that changes use. */
    private static final long FIRST_ID = 1_000_000_000;
    /** With the query itself this stays below 2 ms. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Connection target;
    private final long[] seen;
    private volatile boolean closed;
    private volatile double meanPeriodMillis;

    ProbeWatch(PostgresServer target, int probes) throws SQLException {
        this.target = target.connect();
        seen = new long[probes];
        try (Statement statement = this.target.createStatement()) {
            // The statistics know nothing of keys that high yet.
            statement.execute("SET enable_seqscan = off");
        }
    }

    static String insert(int probe) {
        return new Document("probe", "p", "zh", "x", "2026-01-01 00:00:00+00").insert(FIRST_ID + probe);
    }

    /** Completes with the time ({@link System#nanoTime}) at which each was first seen, once all were. */
    CompletableFuture<long[]> start() {
        return CompletableFuture.supplyAsync(this::watch, task -> new Thread(task, "probe-watch").start());
    }

    double meanPeriodMillis() {
        return meanPeriodMillis;
    }

    private long[] watch() {
        try (PreparedStatement query = target.prepareStatement("SELECT id FROM documents WHERE id >= ?")) {
            long start = System.nanoTime();
            int polls = 0;
            for (int next = 0; next < seen.length && !closed; next = firstUnseen(next), polls++) {
                look(query, FIRST_ID + next);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            meanPeriodMillis = (System.nanoTime() - start) / 1e6 / Math.max(1, polls);
            return seen;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look for probe rows in the target", e);
        }
    }

    private void look(PreparedStatement query, long from) throws SQLException {
        query.setLong(1, from);
        try (ResultSet rows = query.executeQuery()) {
            long now = System.nanoTime();
            while (rows.next()) {
                int probe = (int) (rows.getLong(1) - FIRST_ID);
                if (seen[probe] == 0) {
                    seen[probe] = now;
                }
            }
        }
    }

    /** Partitions run side by side, so a later probe may be seen first. */
    private int firstUnseen(int from) {
        int next = from;
        while (next < seen.length && seen[next] != 0) {
            next++;
        }
        return next;
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        target.close();
    }
}
