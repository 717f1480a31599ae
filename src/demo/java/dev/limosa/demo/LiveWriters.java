package dev.limosa.demo;

import dev.limosa.demo.Dataset.ChangeKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An application at work on the source: several connections that change rows at a fixed rate, half of the rows
 * inserted, 30 % updated, 15 % deleted, 5 % given another key. They write from {@link #start} until as many changes as
 * wanted are made <em>and</em> the snapshot is said to be done.
 */
public final class LiveWriters implements AutoCloseable {

    private static final int WRITERS = 4;
    private static final Map<ChangeKind, Double> SHARES = Map.of(
            ChangeKind.INSERT, 0.50,
            ChangeKind.UPDATE, 0.30,
            ChangeKind.DELETE, 0.15,
            ChangeKind.KEY_CHANGE, 0.05);
    /** What a transaction may meet because others write as well: it is given up, and another is made. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "23503", "23505");

    private final Changes changes;
    private final long wanted;
    private final double rate;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<ChangeKind, Long> made = new EnumMap<>(ChangeKind.class);
    private final long startNanos = System.nanoTime();
    private long total;
    private long atSnapshotStart = -1;
    private long duringSnapshot = -1;
    private volatile boolean stopped;

    private LiveWriters(Changes changes, long wanted, double rate) {
        this.changes = changes;
        this.wanted = wanted;
        this.rate = rate;
        SHARES.keySet().forEach(kind -> made.put(kind, 0L));
    }

    /** @param rate changed rows a second, of all connections together */
    public static LiveWriters start(PostgresServer source, Changes changes, long wanted, double rate)
            throws SQLException {
        LiveWriters writers = new LiveWriters(changes, wanted, rate);
        for (int i = 0; i < WRITERS; i++) {
            Connection connection = Statements.connect(source);
            connection.setAutoCommit(false);
            SplittableRandom random = new SplittableRandom(Shop.SEED + i);
            Thread thread = new Thread(() -> writers.write(connection, random), "writer-" + i);
            thread.setDaemon(true);
            writers.threads.add(thread);
        }
        writers.threads.forEach(Thread::start);
        return writers;
    }

    /** From now on changes are changes during the snapshot. */
    public synchronized void snapshotBegan() {
        if (atSnapshotStart < 0) {
            atSnapshotStart = total;
        }
    }

    public synchronized void snapshotDone() {
        if (duringSnapshot < 0) {
            duringSnapshot = total - Math.max(0, atSnapshotStart);
        }
    }

    /** How many rows have been changed and committed. */
    public synchronized long made() {
        return total;
    }

    public synchronized Map<ChangeKind, Long> madeByKind() {
        return new EnumMap<>(made);
    }

    /** Changes between {@link #snapshotBegan} and {@link #snapshotDone}; those until now if it is not done. */
    public synchronized long madeDuringSnapshot() {
        return duringSnapshot >= 0 ? duringSnapshot : atSnapshotStart < 0 ? 0 : total - atSnapshotStart;
    }

    public boolean isDone() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** @throws IllegalStateException if a writer had to give up */
    public void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("cannot go on changing the source: " + cause.getMessage(), cause);
        }
    }

    private synchronized boolean enough() {
        return stopped || duringSnapshot >= 0 && total >= wanted;
    }

    private void write(Connection connection, SplittableRandom random) {
        try (connection) {
            while (!enough()) {
                pace();
                ChangeKind kind = next();
                int rows = one(kind, connection, random);
                count(kind, rows);
                if (rows == 0) {
                    rest();
                }
            }
        } catch (SQLException | RuntimeException e) {
            if (!stopped) {
                failure.compareAndSet(null, e);
                stopped = true;
            }
        }
    }

    private int one(ChangeKind kind, Connection connection, SplittableRandom random) throws SQLException {
        try {
            return changes.make(kind, connection, random);
        } catch (SQLException e) {
            connection.rollback();
            if (!COLLISIONS.contains(e.getSQLState())) {
                throw e;
            }
            return 0;
        }
    }

    /** Waits until the rate allows one more change. */
    private void pace() {
        long due = startNanos + (long) (made() / rate * TimeUnit.SECONDS.toNanos(1));
        long wait = due - System.nanoTime();
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
    }

    /** The kind that is furthest behind its share: rows, not transactions, are what the shares are of. */
    private synchronized ChangeKind next() {
        ChangeKind furthest = ChangeKind.INSERT;
        for (ChangeKind kind : ChangeKind.values()) {
            if (behind(kind) > behind(furthest)) {
                furthest = kind;
            }
        }
        return furthest;
    }

    private double behind(ChangeKind kind) {
        return SHARES.get(kind) * (total + 1) - made.get(kind);
    }

    private synchronized void count(ChangeKind kind, int rows) {
        made.merge(kind, (long) rows, Long::sum);
        total += rows;
    }

    /** A moment's rest where nothing could be done: the row meant was gone, or another writer stood in the way. */
    private static void rest() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Makes no further change, and waits for those under way. */
    public void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            thread.join(10_000);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
