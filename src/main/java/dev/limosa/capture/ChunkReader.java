package dev.limosa.capture;

import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.flow.RateLimit;
import dev.limosa.jdbc.Databases;
import dev.limosa.topics.CapturePosition.TableSnapshot;
import java.sql.Connection;
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

    private final DatabaseConfig source;
    private final Watermarks watermarks;
    private final Collection<HistoryTable> tables;
    private final RereadQueue rereads;
    private final RateLimit limit;
    private final ChunkQuery query;
    private final Map<Long, Chunk> waiting = new ConcurrentHashMap<>();
    private final Map<HistoryTable, TableSnapshot> read = new ConcurrentHashMap<>();
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
        Chunk chunk = waiting.remove(windowNumber);
        if (chunk != null) {
            ahead.release();
        }
        return chunk;
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
        try (Connection connection = Databases.connect(source, "limosa chunk reader")) {
            readUntilInterrupted(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("cannot read chunks: {}", e.getMessage());
            failure = e;
        }
    }

    private void readUntilInterrupted(Connection connection) throws SQLException, InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            long window = watermarks.advance(connection, Watermarks.WINDOW);
            Optional<Chunk> chunk = next(connection);
            while (chunk.isPresent()) {
                ahead.acquire();
                waiting.put(window + 1, chunk.get());
                note(chunk.get().table(), chunk.get().progress());
                close(connection, ++window);
                chunk = next(connection);
            }
            rereads.await(idleMs());
        }
    }

    /** While it is throttled it looks often: the limit may be lifted at any time. */
    private long idleMs() {
        long wait = TimeUnit.NANOSECONDS.toMillis(limit.waitNanos());
        return limit.waitNanos() == 0 ? 10_000 : Math.min(500, wait + 1);
    }

    private void close(Connection connection, long expected) throws SQLException {
        long found = watermarks.advance(connection, Watermarks.WINDOW);
        if (found != expected) {
            throw new IllegalStateException("cannot close window " + expected + ": found number " + found
                    + ", another capture of this migration writes window rows too");
        }
    }

    private Optional<Chunk> next(Connection connection) throws SQLException {
        Optional<Chunk> again = rereadChunk(connection);
        if (again.isPresent() || limit.waitNanos() > 0) {
            return again;
        }
        return snapshotChunk(connection);
    }

    private Optional<Chunk> snapshotChunk(Connection connection) throws SQLException {
        for (HistoryTable table : tables) {
            TableSnapshot progress = progressOf(table);
            if (!progress.done()) {
                Chunk chunk = query.next(connection, table, progress, limit.rowsIn(1));
                limit.took(chunk.rows().size());
                return Optional.of(chunk);
            }
        }
        return Optional.empty();
    }

    private Optional<Chunk> rereadChunk(Connection connection) throws SQLException {
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
