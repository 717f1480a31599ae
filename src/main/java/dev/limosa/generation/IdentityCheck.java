package dev.limosa.generation;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Databases;
import dev.limosa.topics.MigrationIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second migration from taking the name of the first: its topics, its replication slot and its rows in both
 * databases all hang on that name. Each of the three places a migration joins remembers which other two it was joined
 * with, so none of them can be exchanged, not even for one another.
 */
public final class IdentityCheck {

    private final String migration;
    private final IdentityTable source;
    private final IdentityTable target;
    private final IdentityTopic topic;
    private final Connection sourceConnection;
    private final Connection targetConnection;
    private final MigrationIdentity identity;

    /** @param source with auto-commit on, {@code target} likewise; both stay the caller's to close */
    public IdentityCheck(MigrationConfig config, Connection source, Connection target, Admin admin)
            throws SQLException, InterruptedException {
        this.migration = config.migration();
        this.source = new IdentityTable(source);
        this.target = new IdentityTable(target);
        this.topic = new IdentityTopic(config, admin);
        this.sourceConnection = source;
        this.targetConnection = target;
        this.identity =
                new MigrationIdentity(migration, Databases.identity(source), Databases.identity(target), topic.kafka());
    }

    /**
     * Changes nothing.
     *
     * @throws RefusedException if one of the three knows this name as that of another migration
     */
    public void refuseAnother() throws SQLException, InterruptedException {
        compare("topic '" + migration + ".position'", topic.stored());
        compare("the target's limosa.migration", target.stored(migration));
        compare("the source's limosa.migration", source.stored(migration));
    }

    /** Writes the identity into both databases, unless it is there. */
    public void claimDatabases() throws SQLException, InterruptedException {
        Databases.prepareTarget(targetConnection);
        Databases.prepareSource(sourceConnection);
        target.write(identity);
        source.write(identity);
        refuseAnother();
    }

    /** Writes the identity into the position topic, unless it is there. The topic must exist. */
    public void claimTopic() throws SQLException, InterruptedException {
        if (topic.stored() == null) {
            topic.write(identity);
        }
        refuseAnother();
    }

    private void compare(String place, @Nullable MigrationIdentity stored) {
        if (stored == null || stored.equals(identity)) {
            return;
        }
        String found =
                stored.source().equals(identity.target()) && stored.target().equals(identity.source())
                        ? "source and target exchanged"
                        : differences(stored);
        throw new RefusedException("cannot run migration '" + migration + "': " + place
                + " knows another migration of that name: " + found
                + "; put the configuration back, or give this migration another name");
    }

    private String differences(MigrationIdentity stored) {
        List<String> differences = new ArrayList<>();
        addDifference(differences, "source", stored.source(), identity.source());
        addDifference(differences, "target", stored.target(), identity.target());
        addDifference(differences, "Kafka cluster", stored.kafka(), identity.kafka());
        return String.join("; ", differences);
    }

    private static void addDifference(List<String> differences, String what, String expected, String found) {
        if (!expected.equals(found)) {
            differences.add("expected " + what + " " + expected + ", found " + found);
        }
    }
}
