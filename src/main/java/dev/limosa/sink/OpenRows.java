package dev.limosa.sink;

import dev.limosa.change.OpenReason;
import dev.limosa.change.SinkTable;
import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that are not in the target as they should be. What the current transaction does to them is collected and written
 * before its commit; what is in the table is kept in memory, so that a row that is not open costs nothing.
 */
final class OpenRows {

    private static final String SELECT =
            "SELECT history_topic, key FROM limosa.open_row WHERE migration = ? AND generation = ?";
    private static final String REMAIN = "SELECT EXISTS (SELECT FROM limosa.open_row"
            + " WHERE migration = ? AND generation = ? AND history_topic = ANY (?))";
    private static final String FORGET =
            "DELETE FROM limosa.open_row WHERE migration = ? AND generation = ? AND history_topic = ANY (?)";
    private static final String CLOSE =
            "DELETE FROM limosa.open_row o USING unnest(?::text[], ?::text[]) AS c(topic, key)"
                    + " WHERE o.migration = ? AND o.generation = ? AND o.history_topic = c.topic AND o.key = c.key";
    // The least barrier stays: what the source committed since then is not in the target, however often it changed.
    private static final String OPEN =
            "INSERT INTO limosa.open_row AS o (migration, generation, history_topic, key, sequence, barrier, stage, error)"
                    + " SELECT ?, ?, r.* FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])"
                    + " AS r(topic, key, sequence, barrier, stage, error)"
                    + " ON CONFLICT (migration, generation, history_topic, key) DO UPDATE SET sequence = excluded.sequence,"
                    + " barrier = least(o.barrier, excluded.barrier), stage = excluded.stage, error = excluded.error";

    private final SinkSettings settings;
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Set<String> forgotten = new LinkedHashSet<>();
    private final Set<Place> closed = new LinkedHashSet<>();
    private final Map<Place, Opened> opened = new LinkedHashMap<>();

    private record Place(String topic, String key) {}

    private record Opened(Row row, OpenReason reason) {}

    OpenRows(SinkSettings settings) {
        this.settings = settings;
    }

    /** Reads them all: a partition that was another task's may have brought some. */
    void load(Connection target) throws SQLException {
        known.clear();
        try (PreparedStatement select = target.prepareStatement(SELECT)) {
            select.setString(1, settings.migration());
            select.setInt(2, settings.generation());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                remember(rows.getString(1), rows.getString(2));
            }
        }
    }

    private void remember(String topic, String key) {
        known.computeIfAbsent(topic, t -> new HashSet<>()).add(key);
    }

    /** Whether any row of that table is open. */
    boolean any(SinkTable table) {
        return known.containsKey(table.historyTopic()) || !opened.isEmpty();
    }

    /** Whether any row of those tables is open, or was in what has been done of the current transaction. */
    boolean anyOf(Collection<SinkTable> tables) {
        return tables.stream()
                .map(SinkTable::historyTopic)
                .anyMatch(topic -> known.containsKey(topic)
                        || opened.keySet().stream()
                                .anyMatch(place -> place.topic().equals(topic)));
    }

    /** Whether any row of those tables would be open if the transaction ended here, whoever may have closed some. */
    boolean remain(Connection target, Collection<SinkTable> tables) throws SQLException {
        write(target);
        String[] topics = tables.stream().map(SinkTable::historyTopic).toArray(String[]::new);
        return Query.is(target, REMAIN, settings.migration(), settings.generation(), topics);
    }

    void open(Row row, OpenReason reason) {
        Place place = place(row);
        closed.remove(place);
        opened.put(place, new Opened(row, reason));
    }

    /** The rows are in the target as they should be, or rightly not there. */
    void close(SinkTable table, List<Row> rows) {
        if (any(table)) {
            rows.forEach(this::close);
        }
    }

    private void close(Row row) {
        Place place = place(row);
        opened.remove(place);
        if (known.getOrDefault(place.topic(), Set.of()).contains(place.key())) {
            closed.add(place);
        }
    }

    /** The table was emptied: whatever was open in it is gone. */
    void forget(SinkTable table) {
        forgotten.add(table.historyTopic());
        opened.keySet().removeIf(place -> place.topic().equals(table.historyTopic()));
    }

    private static Place place(Row row) {
        return new Place(row.table().historyTopic(), row.keyText());
    }

    /** Writes what the transaction did to open rows. */
    void write(Connection target) throws SQLException {
        if (!forgotten.isEmpty()) {
            writeForgotten(target);
        }
        if (!closed.isEmpty()) {
            writeClosed(target);
        }
        if (!opened.isEmpty()) {
            writeOpened(target);
        }
    }

    private void writeForgotten(Connection target) throws SQLException {
        try (PreparedStatement forget = target.prepareStatement(FORGET)) {
            forget.setString(1, settings.migration());
            forget.setInt(2, settings.generation());
            forget.setArray(3, target.createArrayOf("text", forgotten.toArray()));
            forget.executeUpdate();
        }
    }

    private void writeClosed(Connection target) throws SQLException {
        SqlArrays<Place> arrays = new SqlArrays<>(target, closed);
        try (PreparedStatement close = target.prepareStatement(CLOSE)) {
            close.setArray(1, arrays.of("text", Place::topic));
            close.setArray(2, arrays.of("text", Place::key));
            close.setString(3, settings.migration());
            close.setInt(4, settings.generation());
            close.executeUpdate();
        }
    }

    private void writeOpened(Connection target) throws SQLException {
        List<Map.Entry<Place, Opened>> rows = new ArrayList<>(opened.entrySet());
        try (PreparedStatement open = target.prepareStatement(OPEN)) {
            open.setString(1, settings.migration());
            open.setInt(2, settings.generation());
            SqlArrays<Map.Entry<Place, Opened>> arrays = new SqlArrays<>(target, rows);
            open.setArray(3, arrays.of("text", e -> e.getKey().topic()));
            open.setArray(4, arrays.of("text", e -> e.getKey().key()));
            open.setArray(5, arrays.of("bigint", e -> e.getValue().row().sequence()));
            open.setArray(6, arrays.of("bigint", e -> e.getValue().row().after()));
            open.setArray(7, arrays.of("text", e -> e.getValue().reason().stage()));
            open.setArray(8, arrays.of("text", e -> e.getValue().reason().error()));
            open.executeUpdate();
        }
    }

    /** The transaction is in the target. */
    void committed() {
        forgotten.forEach(known::remove);
        closed.forEach(this::drop);
        opened.keySet().forEach(place -> remember(place.topic(), place.key()));
        rolledBack();
    }

    private void drop(Place place) {
        Set<String> keys = known.get(place.topic());
        if (keys != null && keys.remove(place.key()) && keys.isEmpty()) {
            known.remove(place.topic());
        }
    }

    /** The transaction never was. */
    void rolledBack() {
        forgotten.clear();
        closed.clear();
        opened.clear();
    }
}
