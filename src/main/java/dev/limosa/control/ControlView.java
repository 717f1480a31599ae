package dev.limosa.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the target tells about control.
 *
 * @param owner the replica that carries out commands; null if none has renewed its epoch lately
 * @param unfinished commands, the oldest first
 */
public record ControlView(DesiredState desired, @Nullable String owner, List<Command> unfinished) {

    private static final String PREPARED = "SELECT to_regclass('limosa.command') IS NOT NULL";
    private static final String OWNER = "SELECT owner FROM limosa.control WHERE migration = ?"
            + " AND renewed_at > clock_timestamp() - interval '" + ControlEpoch.LEASE + "'";
    private static final String UNFINISHED = "SELECT " + Command.COLUMNS
            + " FROM limosa.command WHERE migration = ? AND finished_at IS NULL ORDER BY id LIMIT 20";

    public ControlView {
        unfinished = List.copyOf(unfinished);
    }

    public static ControlView read(Connection target, String migration) throws SQLException {
        try (PreparedStatement prepared = target.prepareStatement(PREPARED);
                ResultSet row = prepared.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
                return new ControlView(DesiredState.untouched(), null, List.of());
            }
        }
        return new ControlView(
                DesiredState.read(target, migration), owner(target, migration), unfinished(target, migration));
    }

    private static @Nullable String owner(Connection target, String migration) throws SQLException {
        try (PreparedStatement query = target.prepareStatement(OWNER)) {
            query.setString(1, migration);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static List<Command> unfinished(Connection target, String migration) throws SQLException {
        List<Command> commands = new ArrayList<>();
        try (PreparedStatement query = target.prepareStatement(UNFINISHED)) {
            query.setString(1, migration);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    commands.add(Command.of(row));
                }
            }
        }
        return commands;
    }
}
