package dev.limosa.control;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the target tells about control.
 *
 * @param owner the replica that carries out commands; null if none has renewed its epoch lately
 * @param unfinished commands, the oldest first
 */
public record ControlView(DesiredState desired, @Nullable String owner, List<Command> unfinished) {

    private static final String OWNER = "SELECT owner FROM limosa.control WHERE migration = ?"
            + " AND renewed_at > clock_timestamp() - interval '" + ControlEpoch.LEASE + "'";
    private static final String UNFINISHED = "SELECT " + Command.COLUMNS
            + " FROM limosa.command WHERE migration = ? AND finished_at IS NULL ORDER BY id LIMIT 20";

    public ControlView {
        unfinished = List.copyOf(unfinished);
    }

    public static ControlView read(Connection target, String migration) throws SQLException {
        if (!Query.hasTable(target, "limosa.command")) {
            return new ControlView(DesiredState.untouched(), null, List.of());
        }
        return new ControlView(
                DesiredState.read(target, migration),
                Query.first(target, OWNER, row -> row.getString(1), migration).orElse(null),
                Query.list(target, UNFINISHED, Command::of, migration));
    }
}
