package dev.limosa.lag;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SentBarriers;
import dev.limosa.jdbc.Sql;
import dev.limosa.lag.SourceView.Slot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the source. For one thread. */
public final class SourceReader {

    private static final String NOW = "SELECT extract(epoch FROM clock_timestamp())::float8";
    private static final String SLOT =
            """
            SELECT s.active, coalesce(pg_wal_lsn_diff(w.now, s.restart_lsn), 0)::bigint,
                   nullif((SELECT setting::bigint FROM pg_settings WHERE name = 'max_slot_wal_keep_size'), -1) * 1048576,
                   coalesce(pg_wal_lsn_diff(w.now, s.confirmed_flush_lsn), 0)::bigint, coalesce(s.wal_status, 'lost')
            FROM pg_replication_slots s,
                 (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS now) w
            WHERE s.slot_name = ?
            """;
    private static final String PARTITIONED = "SELECT relkind = 'p' FROM pg_class WHERE oid = to_regclass(?)";
    private static final Pattern ROWS = Pattern.compile(" rows=(\\d+)");
    private static final long ESTIMATES_LAST_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final MigrationConfig config;
    private Map<String, Long> estimates = Map.of();
    private long estimatedAt = System.nanoTime() - ESTIMATES_LAST_NANOS;

    public SourceReader(MigrationConfig config) {
        this.config = config;
    }

    public SourceView read(Connection source) throws SQLException {
        double now = Query.one(source, NOW, row -> row.getDouble(1));
        long sent = SentBarriers.newest(source, config.migration());
        return new SourceView(sent, now, slot(source), estimates(source));
    }

    private @Nullable Slot slot(Connection source) throws SQLException {
        String name = config.capture().slot();
        return Query.first(source, SLOT, row -> slot(name, row), name).orElse(null);
    }

    private static Slot slot(String name, ResultSet row) throws SQLException {
        long limit = row.getLong(3);
        @Nullable Long limitBytes = row.wasNull() ? null : limit;
        return new Slot(name, row.getBoolean(1), row.getLong(2), limitBytes, row.getLong(4), row.getString(5));
    }

    /** The planner knows a table's present size, and guesses well even where nobody has ever run ANALYZE. */
    private Map<String, Long> estimates(Connection source) throws SQLException {
        long now = System.nanoTime();
        if (now - estimatedAt >= ESTIMATES_LAST_NANOS) {
            Map<String, Long> found = new HashMap<>();
            for (TableConfig table : config.tables()) {
                Long rows = estimate(source, table.table());
                if (rows != null) {
                    found.put(table.table().toString(), rows);
                }
            }
            estimates = found;
            estimatedAt = now;
        }
        return estimates;
    }

    private static @Nullable Long estimate(Connection source, TableId table) throws SQLException {
        List<Boolean> partitioned = Query.list(source, PARTITIONED, row -> row.getBoolean(1), Sql.quote(table));
        if (partitioned.isEmpty()) {
            return null;
        }
        // As capture reads it: an inheritance parent without its children, a partitioned table with its partitions.
        String only = partitioned.get(0) ? "" : "ONLY ";
        Matcher rows = ROWS.matcher(Query.text(source, "EXPLAIN SELECT FROM " + only + Sql.quote(table)));
        return rows.find() ? Long.valueOf(rows.group(1)) : null;
    }
}
