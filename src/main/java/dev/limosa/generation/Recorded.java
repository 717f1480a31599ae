package dev.limosa.generation;

import dev.limosa.change.TableId;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.text.fingerprint.Fingerprint;
import java.sql.Connection;
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
        for (SinkTables.Stored stored : SinkTables.stored(target, migration, generation)) {
            fingerprints.put(stored.table().source(), TablePlan.of(stored).fingerprint());
        }
        return fingerprints;
    }

    /** What a resource held when the generation was begun; null if nobody kept it. */
    public byte @Nullable [] resource(String sha256) throws SQLException {
        return Query.first(
                        target,
                        "SELECT content FROM limosa.resource WHERE migration = ? AND sha256 = ?",
                        row -> row.getBytes(1),
                        migration,
                        sha256)
                .orElse(null);
    }
}
