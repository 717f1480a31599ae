package dev.limosa.generation;

import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.Query;
import dev.limosa.text.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps what dictionaries and lists of words hold when a table is begun with them. Whoever wants to know later what
 * another list would change has usually edited the file in place, and the old one is nowhere else.
 */
final class KeptResources {

    private final Connection target;
    private final MigrationConfig config;

    KeptResources(Connection target, MigrationConfig config) {
        this.target = target;
        this.config = config;
    }

    /** Within the caller's transaction. */
    void keep(List<PlannedTable> tables) throws SQLException {
        Set<String> names = new TreeSet<>();
        tables.forEach(table -> names.addAll(table.fingerprint().resources().keySet()));
        names.retainAll(config.text().resources().keySet());
        if (!names.isEmpty()) {
            keep(names, read());
        }
    }

    /** Once more, and only here: nobody needs their bytes while rows are made. */
    private Resources read() {
        List<String> problems = new ArrayList<>();
        Resources resources = Resources.read(config.text(), problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return resources;
    }

    private void keep(Set<String> names, Resources resources) throws SQLException {
        for (String name : names) {
            Query.update(
                    target,
                    "INSERT INTO limosa.resource (migration, sha256, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    config.migration(),
                    resources.sha256(name),
                    resources.bytes(name));
        }
    }
}
