package dev.limosa.verify;

import dev.limosa.change.SinkTable;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.Simhash;
import dev.limosa.config.RefusedException;
import dev.limosa.config.Suggestion;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the target whose texts are nearly the same, by an output {@code simhash} of theirs. Two hashes that differ in
 * fewer bits than there are bands agree in at least one band, so only rows that do are compared. Reads one table, once.
 */
public final class Duplicates {

    private final MigrationConfig config;
    private final TableConfig table;
    private final OutputConfig output;
    private final int bands;

    /**
     * @param pairs the nearest first; of rows with one and the same hash, each is paired with the first of them only
     * @param total how many pairs there are
     */
    public record Found(List<Pair> pairs, long total) {
        public Found {
            pairs = List.copyOf(pairs);
        }
    }

    /** Two keys such as {@code order_id=7, line_no=2}, and in how many of 64 bits their hashes differ. */
    public record Pair(String key, String other, int distance) {}

    /**
     * @param name the output; null if the table has only one of that kind
     * @throws IllegalArgumentException if there is no such output
     */
    public Duplicates(MigrationConfig config, TableConfig table, @Nullable String name) {
        this.config = config;
        this.table = table;
        this.output = output(table, name);
        this.bands = ((Simhash) output.emit()).bands();
    }

    private static OutputConfig output(TableConfig table, @Nullable String name) {
        List<OutputConfig> simhashes = table.outputs().stream()
                .filter(output -> output.emit() instanceof Simhash simhash && output.column() && simhash.bands() > 0)
                .toList();
        List<String> names = simhashes.stream().map(OutputConfig::name).toList();
        if (simhashes.isEmpty()) {
            throw new IllegalArgumentException("table '" + table.table() + "' has no output 'simhash' that is a column"
                    + " and has bands; add one: {emit: simhash, from: …, chain: …, bands: 4}");
        }
        if (name == null && simhashes.size() > 1) {
            throw new IllegalArgumentException("table '" + table.table()
                    + "' has several outputs 'simhash': expected one" + " of " + names + " under --by, found none");
        }
        return name == null
                ? simhashes.get(0)
                : simhashes.stream()
                        .filter(output -> output.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("table '" + table.table()
                                + "' has no output 'simhash' of the name '" + name + "'; "
                                + Suggestion.among(name, names)));
    }

    /** The largest distance for which nothing is overlooked. */
    public int largestDistance() {
        return bands - 1;
    }

    /**
     * @param distance in how many bits two hashes may differ
     * @param limit how many pairs to name; all are counted
     * @throws IllegalArgumentException if the bands do not find all pairs of that distance
     */
    public Found find(int distance, int limit) throws SQLException {
        if (distance < 0 || distance > largestDistance()) {
            throw new IllegalArgumentException(
                    "cannot find all pairs by output '" + output.name() + "': expected a distance from 0 to "
                            + largestDistance() + ", because it has " + bands + " bands, found " + distance
                            + "; cut it into more bands, or ask for less");
        }
        try (Connection target = Databases.connect(config.target(), "limosa duplicates")) {
            target.setReadOnly(true);
            return find(target, sink(target), distance, limit);
        }
    }

    private SinkTable sink(Connection target) throws SQLException {
        SinkTable sink = SinkTables.require(SinkTables.ofRunning(target, config.migration()), table.table());
        boolean there = sink.columns().stream().anyMatch(column -> column.name().equals(band(1)));
        if (!there) {
            throw new RefusedException("cannot find duplicates in table " + sink.target() + ": expected column '"
                    + band(1) + "', found none; the running migration was begun without it");
        }
        return sink;
    }

    private String band(int number) {
        return output.name() + "_" + number;
    }

    private Found find(Connection target, SinkTable sink, int distance, int limit) throws SQLException {
        List<Pair> pairs = new ArrayList<>();
        long total = 0;
        try (PreparedStatement query = target.prepareStatement(sql(sink))) {
            for (int i = 1; i <= bands; i++) {
                query.setInt(i, distance);
            }
            query.setInt(bands + 1, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    total = rows.getLong(4);
                    pairs.add(new Pair(rows.getString(1), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        return new Found(pairs, total);
    }

    /**
     * Each hash once, however many rows have it: a thousand rows of the same text would make half a million pairs. Two
     * hashes are joined by the first band in which they agree, so no pair is found twice.
     */
    private String sql(SinkTable sink) {
        String hash = Sql.quote(output.name());
        String bandColumns = numbers()
                .mapToObj(i -> ", min(" + Sql.quote(band(i)) + ") AS b" + i)
                .collect(Collectors.joining());
        String near = numbers().mapToObj(Duplicates::join).collect(Collectors.joining("\nUNION ALL\n"));
        return "WITH r AS (SELECT " + key(sink) + " COLLATE \"C\" AS k, * FROM " + Sql.quote(sink.target()) + "),\n"
                + "h AS MATERIALIZED (SELECT " + hash + " AS h" + bandColumns + ", min(k) AS k, count(*) AS n FROM r"
                + " WHERE " + hash + " IS NOT NULL GROUP BY 1)\n"
                + "SELECT a, b, distance, count(*) OVER () FROM (\n"
                + "SELECT h.k AS a, r.k AS b, 0 AS distance FROM h JOIN r ON r." + hash + " = h.h AND r.k <> h.k"
                + " WHERE h.n > 1\nUNION ALL\n" + near + ") pairs ORDER BY distance, a, b LIMIT ?";
    }

    private static String join(int band) {
        String notBefore = IntStream.range(1, band)
                .mapToObj(i -> " AND x.b" + i + " <> y.b" + i)
                .collect(Collectors.joining());
        String bits = "bit_count((x.h # y.h)::bit(64))";
        return "SELECT least(x.k, y.k), greatest(x.k, y.k), " + bits + " FROM h x JOIN h y ON x.b" + band + " = y.b"
                + band + " AND x.h < y.h" + notBefore + " WHERE " + bits + " <= ?";
    }

    private IntStream numbers() {
        return IntStream.rangeClosed(1, bands);
    }

    /** As people read it elsewhere. */
    private static String key(SinkTable sink) {
        return sink.key().stream()
                .map(column -> Sql.literal(column + "=") + " || format('%s', " + Sql.quote(column) + ")")
                .collect(Collectors.joining(" || ', ' || ", "(", ")"));
    }
}
