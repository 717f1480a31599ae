package dev.limosa.lag;

import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.Query;
import dev.limosa.lag.TargetView.Building;
import dev.limosa.lag.TargetView.Open;
import dev.limosa.lag.TargetView.Table;
import dev.limosa.lag.TargetView.Truncate;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the target. For one thread. */
public final class TargetReader {

    private static final String APPLIED =
            """
            WITH o AS (SELECT coalesce(min(barrier), 0) AS barrier, coalesce(min(sequence), 0) AS sequence,
                              CASE WHEN bool_and(barrier_at IS NOT NULL) THEN min(barrier_at) END AS at,
                              max(applied_at) AS applied, count(*) AS partitions
                       FROM limosa.sink_offset WHERE migration = ? AND generation = ?),
                 r AS (SELECT count(*) AS open FROM limosa.open_row WHERE migration = ? AND generation = ?)
            SELECT o.barrier, coalesce(limosa.proven_barrier(?, ?), 0), o.sequence, (extract(epoch FROM o.at) * 1000000)::bigint,
                   extract(epoch FROM clock_timestamp() - o.applied)::float8, o.partitions, r.open,
                   (SELECT count(*) FROM limosa.left_out WHERE migration = ?)
            FROM o, r
            """;
    private static final String TABLES =
            """
            SELECT t.source_schema || '.' || t.source_name, t.history_partitions, coalesce(bool_and(o.snapshot_done), false),
                   t.history_topic, (extract(epoch FROM CASE WHEN bool_and(o.barrier_at IS NOT NULL)
                                                             THEN min(o.barrier_at) END) * 1000000)::bigint,
                   (SELECT count(*) FROM limosa.open_row r WHERE (r.migration, r.generation, r.history_topic)
                                                               = (t.migration, t.generation, t.history_topic))
            FROM limosa.sink_table t
            LEFT JOIN limosa.sink_offset o
                   ON o.migration = t.migration AND o.generation = t.generation AND o.topic = t.output_topic
            WHERE t.migration = ? AND t.generation = ? GROUP BY 1, 2, t.migration, t.generation, t.history_topic
            """;
    private static final String OPEN =
            """
            SELECT coalesce(t.source_schema || '.' || t.source_name, r.history_topic), r.stage, r.error, count(*),
                   extract(epoch FROM clock_timestamp() - min(r.since))::float8
            FROM limosa.open_row r LEFT JOIN limosa.sink_table t USING (migration, generation, history_topic)
            WHERE migration = ? AND generation = ? GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 20
            """;
    private static final String TRUNCATES =
            """
            SELECT b.topic, b.expected, count(a.partition),
                   extract(epoch FROM clock_timestamp() - b.announced_at)::float8,
                   array_agg(p ORDER BY p) FILTER (WHERE a.partition IS NULL)
            FROM limosa.aligned_barrier b CROSS JOIN generate_series(0, b.expected - 1) p
            LEFT JOIN limosa.aligned_arrival a
                   ON (a.migration, a.generation, a.topic, a.sequence, a.partition)
                    = (b.migration, b.generation, b.topic, b.sequence, p)
            WHERE b.migration = ? AND b.generation = ? AND NOT b.executed
            GROUP BY b.topic, b.sequence, b.expected, b.announced_at ORDER BY b.announced_at
            """;

    /** Never the text of a statement that writes rows. */
    private static final String BUILDING =
            """
            SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 120),
                   extract(epoch FROM clock_timestamp() - query_start)::float8
            FROM pg_stat_activity
            WHERE application_name = left(?, 63) AND state = 'active' AND query ~* '^\\s*(ALTER|CREATE)\\s'
              AND query_start < clock_timestamp() - interval '3 seconds'
            ORDER BY query_start LIMIT 1
            """;

    private final String migration;
    private final int generation;

    public TargetReader(String migration, int generation) {
        this.migration = migration;
        this.generation = generation;
    }

    public TargetView read(Connection target) throws SQLException {
        if (!Query.hasTable(target, "limosa.left_out")) {
            return TargetView.UNPLANNED;
        }
        List<Planned> planned = Query.list(target, TABLES, TargetReader::planned, migration, generation);
        if (planned.isEmpty()) {
            return TargetView.UNPLANNED;
        }
        List<Truncate> truncates = Query.list(target, TRUNCATES, TargetReader::truncate, migration, generation);
        return Query.one(
                target,
                APPLIED,
                row -> view(target, planned, truncates, row),
                migration,
                generation,
                migration,
                generation,
                migration,
                generation,
                migration);
    }

    private record Planned(String name, int historyPartitions, Table table) {}

    private static Planned planned(ResultSet row) throws SQLException {
        return new Planned(
                row.getString(1),
                row.getInt(2),
                new Table(row.getString(4), row.getBoolean(3), orNull(row, row.getLong(5)), row.getLong(6)));
    }

    private static Truncate truncate(ResultSet row) throws SQLException {
        Array missing = row.getArray(5);
        List<Integer> partitions = missing == null ? List.of() : List.of((Integer[]) missing.getArray());
        return new Truncate(row.getString(1), row.getInt(3), row.getInt(2), row.getDouble(4), partitions);
    }

    private TargetView view(Connection target, List<Planned> planned, List<Truncate> truncates, ResultSet row)
            throws SQLException {
        long open = row.getLong(7);
        return new TargetView(
                true,
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                orNull(row, row.getLong(4)),
                orNull(row, row.getDouble(5)),
                planned.stream().mapToInt(Planned::historyPartitions).sum(),
                row.getInt(6),
                planned.stream().collect(Collectors.toMap(Planned::name, Planned::table, (a, b) -> b)),
                building(target),
                open,
                open == 0 ? List.of() : open(target),
                truncates,
                row.getLong(8));
    }

    private @Nullable Building building(Connection target) throws SQLException {
        return Query.first(
                        target,
                        BUILDING,
                        row -> new Building(row.getString(1), row.getDouble(2)),
                        Databases.SINK_SESSION + migration)
                .orElse(null);
    }

    private List<Open> open(Connection target) throws SQLException {
        return Query.list(
                target,
                OPEN,
                row -> new Open(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getDouble(5)),
                migration,
                generation);
    }

    private static <T> @Nullable T orNull(ResultSet row, T value) throws SQLException {
        return row.wasNull() ? null : value;
    }
}
