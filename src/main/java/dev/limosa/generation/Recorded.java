package dev.limosa.generation;

import dev.limosa.change.TableId;
import dev.limosa.text.fingerprint.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the target remembers of how a generation's rows are made. */
public final class Recorded {

    private final Connection target;
    private final String migration;

    public Recorded(Connection target, String migration) {
        this.target = target;
        this.migration = migration;
    }

    /** By source table. */
    public Map<TableId, Fingerprint> fingerprints(int generation) throws SQLException {
        Map<TableId, Fingerprint> fingerprints = new TreeMap<>();
        try (PreparedStatement query = target.prepareStatement("SELECT definition, transforms FROM limosa.sink_table"
                + " WHERE migration = ? AND generation = ? ORDER BY history_topic")) {
            query.setString(1, migration);
            query.setInt(2, generation);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    TablePlan plan = new TablePlan(rows.getString(1), rows.getString(2));
                    fingerprints.put(plan.sink().source(), plan.fingerprint());
                }
            }
        }
        return fingerprints;
    }

    /** What a resource held when the generation was begun; null if nobody kept it. */
    public byte @Nullable [] resource(String sha256) throws SQLException {
        try (PreparedStatement query =
                target.prepareStatement("SELECT content FROM limosa.resource WHERE migration = ? AND sha256 = ?")) {
            query.setString(1, migration);
            query.setString(2, sha256);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }
}
