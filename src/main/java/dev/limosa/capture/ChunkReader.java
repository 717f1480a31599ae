package dev.limosa.capture;

import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.flow.RateLimit;
import dev.limosa.topics.CapturePosition.TableSnapshot;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tables chunk by chunk beside the running change stream, after the idea of DBLog (Andreakis,
 * Papapanagiotou): a chunk is read between two window rows, and of its rows only those are published that no event
 * between the two touched. What is published is then exactly what the table held at the closing row; nothing is locked,
 * and after a crash the next chunk goes on where the last published one ended.
 *
 * <p>Debezium's own incremental snapshot works alike, but reads through JDBC values and Structs, which costs several
 * times as much as COPY and gives some types inexactly.
 *
 * <p>Runs in a thread of its own; {@link #take} is called by the change stream's.
 */
final class ChunkReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkReader.class);
    /** Enough to read one chunk while another waits for its closing row and a third is published. */
    private static final int AHEAD = 2;

    private static final int REREAD_KEYS = 500;
    /** After some ten seconds. */
    private static final int ATTEMPTS_TO_TELL = 25;

    private final DatabaseConfig source;
    private final Watermarks watermarks;
    private final Collection<HistoryTable> tables;
    private final RereadQueue rereads;
    private final RateLimit limit;
    private final ChunkQuery query;
    private final Map<Long, Chunk> waiting = new ConcurrentHashMap<>();
    private final Map<HistoryTable, TableSnapshot> read = new ConcurrentHashMap<>();
    private final PublishedTransactions published = new PublishedTransactions();
    private final Semaphore ahead = new Semaphore(AHEAD);
    private volatile @Nullable Throwable failure;

    ChunkReader(
            DatabaseConfig source,
            CaptureConfig config,
            Watermarks watermarks,
            Collection<HistoryTable> tables,
            RereadQueue rereads,
            RateLimit limit) {
        this.source = source;
        this.watermarks = watermarks;
        this.tables = tables;
        this.rereads = rereads;
        this.limit = limit;
        this.query = new ChunkQuery(config.chunkRows(), config.chunkBytes());
        tables.forEach(table -> read.put(table, table.snapshot()));
    }

    /** The chunk that the window row of this number closes, or null if it only opens a window. */
    @Nullable
    Chunk take(long windowNumber) {
        published.reached(windowNumber);
        Chunk chunk = waiting.remove(windowNumber);
        if (chunk != null) {
            ahead.release();
        }
        return chunk;
    }

    /** The stream is about to publish what that transaction did. */
    void brought(long transaction) {
        published.add(transaction);
    }

    /** The table's snapshot was begun again: what was read of the one before does not count. */
    void restart(HistoryTable table) {
        note(table, table.snapshot());
        rereads.wake();
    }

    private void note(HistoryTable table, TableSnapshot progress) {
        read.merge(table, progress, (old, next) -> next.isOlderThan(old) ? old : next);
    }

    /** Why reading ended, or null while it goes on. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public void run() {
        try (SourceConnection connection = new SourceConnection(source, "limosa chunk reader")) {
            readUntilInterrupted(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // An error, too: the session goes on without this thread, and nobody would ever hear that nothing is read.
            LOG.warn("cannot read chunks: {}", e.getMessage());
            failure = e;
        }
    }

    private void readUntilInterrupted(SourceConnection connection) throws SQLException, InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            long window = watermarks.advance(connection.get(), Watermarks.WINDOW);
            Optional<Chunk> chunk = settled(connection, window);
            while (chunk.isPresent()) {
                ahead.acquire();
                waiting.put(window + 1, chunk.get());
                accept(chunk.get());
                close(connection, ++window);
                chunk = settled(connection, window);
            }
            rereads.await(idleMs());
        }
    }

    /**
     * The next chunk, read again until it shows all that the stream has brought before the window: its rows would be
     * taken for newer than those changes. Read first, so that the stream has the time to come to the window.
     */
    private Optional<Chunk> settled(SourceConnection connection, long window)
            throws SQLException, InterruptedException {
        Optional<Chunk> chunk = next(connection);
        published.awaitReached(window);
        for (int attempt = 0;
                chunk.isPresent() && !published.allSeenBy(chunk.get().visible());
                attempt++) {
            if (attempt == ATTEMPTS_TO_TELL) {
                LOG.warn("reading waits for a transaction that is in the log and not visible yet; does a synchronous"
                        + " standby of the source not answer?");
            }
            giveBack(chunk.get());
            TimeUnit.MILLISECONDS.sleep(Math.min(500, 5L << Math.min(attempt, 10)));
            chunk = next(connection);
        }
        published.forgetSeenBy(chunk.isPresent() ? chunk.get().visible() : Visibility.now(connection.get()));
        return chunk;
    }

    private void giveBack(Chunk chunk) {
        chunk.reread().forEach(key -> rereads.giveBack(new RowKey(chunk.table().table(), key)));
    }

    private void accept(Chunk chunk) {
        note(chunk.table(), chunk.progress());
        if (chunk.reread().isEmpty()) {
            limit.took(chunk.rows().size());
        }
    }

    /** While it is throttled it looks often: the limit may be lifted at any time. */
    private long idleMs() {
        long wait = TimeUnit.NANOSECONDS.toMillis(limit.waitNanos());
        return limit.waitNanos() == 0 ? 10_000 : Math.min(500, wait + 1);
    }

    private void close(SourceConnection connection, long expected) throws SQLException {
        long found = watermarks.advance(connection.get(), Watermarks.WINDOW);
        if (found != expected) {
            throw new IllegalStateException("cannot close window " + expected + ": found number " + found
                    + ", another capture of this migration writes window rows too");
        }
    }

    private Optional<Chunk> next(SourceConnection connection) throws SQLException {
        Optional<Chunk> again = rereadChunk(connection);
        if (again.isPresent() || limit.waitNanos() > 0) {
            return again;
        }
        return snapshotChunk(connection);
    }

    private Optional<Chunk> snapshotChunk(SourceConnection connection) throws SQLException {
        for (HistoryTable table : tables) {
            TableSnapshot progress = progressOf(table);
            if (!progress.done()) {
                Chunk chunk = query.next(connection, table, progress, limit.rowsIn(1));
                return Optional.of(chunk);
            }
        }
        return Optional.empty();
    }

    private Optional<Chunk> rereadChunk(SourceConnection connection) throws SQLException {
        for (HistoryTable table : tables) {
            List<byte[]> keys = rereads.take(table.table(), REREAD_KEYS);
            if (!keys.isEmpty()) {
                return Optional.of(query.reread(connection, table, progressOf(table), keys, rereads));
            }
        }
        return Optional.empty();
    }

    private TableSnapshot progressOf(HistoryTable table) {
        return read.getOrDefault(table, TableSnapshot.NOT_BEGUN);
    }
}
