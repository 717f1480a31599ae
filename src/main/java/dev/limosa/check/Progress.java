package dev.limosa.check;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Query;
import dev.limosa.topics.TopicNames;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How far this migration has come already, by this replica or by others. A replica that starts beside this one makes
 * its plan in the target first, and slot, topics and rows only then: so whoever finds one of those asks here
 * <em>after</em> it whether there is a plan.
 */
final class Progress {

    private static final String READABLE =
            """
            SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                           WHERE n.nspname = 'limosa' AND c.relname = 'sink_table'
                           AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
            """;

    private final MigrationConfig config;
    private final @Nullable Connection target;
    private final @Nullable TopicChecks topics;

    Progress(MigrationConfig config, @Nullable Connection target, @Nullable TopicChecks topics) {
        this.config = config;
        this.target = target;
        this.topics = topics;
    }

    /**
     * Whether capture has published a position: from then on it belongs to the slot and the publication it began with.
     */
    boolean captured() throws InterruptedException {
        return topics != null && topics.written(new TopicNames(config.migration()).schemas());
    }

    /** Whether the target has a plan for it; true if that can't be told, which is told elsewhere. */
    boolean planned() throws SQLException {
        return target == null
                || plansAreReadable(target)
                        && Query.is(
                                target,
                                "SELECT EXISTS (SELECT FROM limosa.sink_table WHERE migration = ?)",
                                config.migration());
    }

    static boolean plansAreReadable(Connection target) throws SQLException {
        return Query.is(target, READABLE);
    }
}
