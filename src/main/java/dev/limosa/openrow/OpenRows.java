package dev.limosa.openrow;

import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.jdbc.SourceSignals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A migration's open rows, for an operator. Works through the databases alone: replicas may be anywhere, or down. For
 * one thread.
 */
public final class OpenRows implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final long LOOK_AGAIN_MS = 200;

    private static final String SELECT =
            """
            SELECT history_topic, key, stage, error, since::text, sequence, barrier FROM limosa.open_row
            WHERE migration = ? AND generation = ? ORDER BY since, history_topic, key
            """;
    private static final String DISCARD =
            """
            WITH gone AS (DELETE FROM limosa.open_row o USING unnest(?::text[], ?::text[], ?::bigint[]) AS d(topic, key, sequence)
                          WHERE o.migration = ? AND o.generation = ? AND o.history_topic = d.topic AND o.key = d.key
                            AND o.sequence = d.sequence
                          RETURNING o.*)
            INSERT INTO limosa.discarded_row (migration, generation, history_topic, key, sequence, barrier, stage, error,
                                              since, discarded_by, reason)
            SELECT migration, generation, history_topic, key, sequence, barrier, stage, error, since, ?, ? FROM gone
            """;

    private final MigrationConfig config;
    private final Connection target;
    private final int generation;
    private final Map<String, TableId> tables = new HashMap<>();

    /** @throws RefusedException if the migration never began */
    public OpenRows(MigrationConfig config) throws SQLException {
        this.config = config;
        target = Databases.connect(config.target(), "limosa open");
        try {
            generation = SinkTables.requireRunning(target, config.migration());
        } catch (RefusedException e) {
            close();
            throw e;
        }
        for (SinkTable table : SinkTables.read(target, config.migration(), generation)) {
            tables.put(table.historyTopic(), table.source());
        }
    }

    /** Hands over the rows one by one, those open longest first. */
    public void forEach(OpenRowFilter filter, Consumer<OpenRow> reader) throws SQLException {
        target.setAutoCommit(false);
        try (PreparedStatement select = target.prepareStatement(SELECT)) {
            select.setFetchSize(ROWS_AT_ONCE);
            select.setString(1, config.migration());
            select.setInt(2, generation);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    OpenRow row = row(rows);
                    if (filter.matches(row)) {
                        reader.accept(row);
                    }
                }
            }
        } finally {
            target.rollback();
            target.setAutoCommit(true);
        }
    }

    private OpenRow row(ResultSet rows) throws SQLException {
        String topic = rows.getString(1);
        return new OpenRow(
                tables.getOrDefault(topic, new TableId("?", topic)),
                topic,
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getLong(6),
                rows.getLong(7));
    }

    /** What the transforms could not carry on of that row, as it was. */
    public List<DeadLetter> deadLetters(OpenRow row) {
        return new DeadLetters(config).of(row);
    }

    /**
     * What became of rows that were to be read again.
     *
     * @param asked how many they were; {@code closed} are in the target now, {@code openAgain} failed once more, and of
     *     {@code waiting} nothing was heard yet
     */
    public record Reread(long asked, long closed, long openAgain, long waiting) {}

    /** Has the rows read from the source again, through the log, and waits for what becomes of them. */
    public Reread reread(OpenRowFilter filter, String by, Duration patience) throws SQLException, InterruptedException {
        Map<String, Long> asked = sequences(filter);
        signal(filter, by);
        long deadline = System.nanoTime() + patience.toNanos();
        Reread outcome = outcome(filter, asked);
        while (outcome.waiting() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MS);
            outcome = outcome(filter, asked);
        }
        return outcome;
    }

    private void signal(OpenRowFilter filter, String by) throws SQLException {
        Map<TableId, List<String>> keys = new TreeMap<>();
        forEach(filter, row -> keys.computeIfAbsent(row.table(), t -> new ArrayList<>())
                .add(row.key()));
        try (Connection source = Databases.connect(config.source(), "limosa open")) {
            SourceSignals signals = new SourceSignals(
                    source, config.migration(), config.capture().publication(), by);
            for (Map.Entry<TableId, List<String>> table : keys.entrySet()) {
                signals.reread(table.getKey(), table.getValue());
            }
        }
    }

    private Map<String, Long> sequences(OpenRowFilter filter) throws SQLException {
        Map<String, Long> sequences = new HashMap<>();
        forEach(filter, row -> sequences.put(row.historyTopic() + row.key(), row.sequence()));
        return sequences;
    }

    private Reread outcome(OpenRowFilter filter, Map<String, Long> asked) throws SQLException {
        Map<String, Long> now = sequences(filter);
        long closed = 0;
        long openAgain = 0;
        for (Map.Entry<String, Long> row : asked.entrySet()) {
            Long sequence = now.get(row.getKey());
            closed += sequence == null ? 1 : 0;
            openAgain += sequence != null && !sequence.equals(row.getValue()) ? 1 : 0;
        }
        return new Reread(asked.size(), closed, openAgain, asked.size() - closed - openAgain);
    }

    /**
     * Gives rows up: they no longer keep barriers unproven, and stay wrong in the target until their key changes. Who
     * did it and why is kept in {@code limosa.discarded_row}.
     *
     * @return how many
     */
    public long discard(OpenRowFilter filter, String by, String reason) throws SQLException {
        List<OpenRow> rows = new ArrayList<>();
        forEach(filter, rows::add);
        Databases.prepareTarget(target);
        long discarded = 0;
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            discarded += discard(rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE)), by, reason);
        }
        return discarded;
    }

    /** Only as they were seen: one that was opened by a newer event meanwhile is another matter. */
    private int discard(List<OpenRow> rows, String by, String reason) throws SQLException {
        return Query.update(
                target,
                DISCARD,
                rows.stream().map(OpenRow::historyTopic).toList(),
                rows.stream().map(OpenRow::key).toList(),
                rows.stream().map(row -> Long.toString(row.sequence())).toList(),
                config.migration(),
                generation,
                by,
                reason);
    }

    @Override
    public void close() {
        Databases.discard(target);
    }
}
