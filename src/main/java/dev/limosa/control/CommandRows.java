package dev.limosa.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The statements on {@code limosa.command}. */
final class CommandRows {

    private static final String ISSUE = "INSERT INTO limosa.command"
            + " (migration, idempotency_key, kind, arguments, config, issued_by) VALUES (?, ?, ?, ?::jsonb, ?, ?)"
            + " ON CONFLICT (migration, idempotency_key) DO NOTHING";
    private static final String ISSUED = "SELECT id FROM limosa.command WHERE migration = ? AND idempotency_key = ?";
    private static final String FIND = "SELECT " + Command.COLUMNS + " FROM limosa.command WHERE id = ?";
    private static final String NEXT = "SELECT " + Command.COLUMNS
            + " FROM limosa.command WHERE migration = ? AND finished_at IS NULL ORDER BY id LIMIT 1";
    private static final String WITHDRAW = "UPDATE limosa.command SET finished_at = clock_timestamp(),"
            + " outcome = 'withdrawn', message = ? WHERE id = ? AND accepted_at IS NULL AND finished_at IS NULL";
    private static final String ACCEPT = "UPDATE limosa.command SET accepted_at = coalesce(accepted_at,"
            + " clock_timestamp()), accepted_by = ?, epoch = ? WHERE id = ? AND finished_at IS NULL";
    private static final String PROGRESS = "UPDATE limosa.command SET message = ? WHERE id = ? AND finished_at IS NULL";
    private static final String FINISH = "UPDATE limosa.command SET finished_at = clock_timestamp(), outcome = ?,"
            + " message = ? WHERE id = ? AND finished_at IS NULL";

    private CommandRows() {}

    static long issue(Connection target, String migration, CommandRequest request) throws SQLException {
        try (PreparedStatement insert = target.prepareStatement(ISSUE);
                PreparedStatement issued = target.prepareStatement(ISSUED)) {
            insert.setString(1, migration);
            insert.setString(2, request.idempotencyKey());
            insert.setString(3, request.kind());
            insert.setString(4, Command.json(request.arguments()));
            insert.setString(5, request.config());
            insert.setString(6, request.issuedBy());
            insert.executeUpdate();
            issued.setString(1, migration);
            issued.setString(2, request.idempotencyKey());
            try (ResultSet row = issued.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static @Nullable Command find(Connection target, long id) throws SQLException {
        try (PreparedStatement query = target.prepareStatement(FIND)) {
            query.setLong(1, id);
            return first(query);
        }
    }

    /** The oldest one that is not finished, accepted or not: one that an owner left behind is done again. */
    static @Nullable Command next(Connection target, String migration) throws SQLException {
        try (PreparedStatement query = target.prepareStatement(NEXT)) {
            query.setString(1, migration);
            return first(query);
        }
    }

    /** @return false if a replica has accepted it already */
    static boolean withdraw(Connection target, long id, String why) throws SQLException {
        return update(target, WITHDRAW, why, id);
    }

    /** @return false if it is finished, or was withdrawn */
    static boolean accept(Connection target, long id, ControlEpoch epoch) throws SQLException {
        return update(target, ACCEPT, epoch.owner(), epoch.number(), id);
    }

    static boolean progress(Connection target, long id, String message) throws SQLException {
        return update(target, PROGRESS, message, id);
    }

    static boolean finish(Connection target, long id, Outcome outcome, String message) throws SQLException {
        return update(target, FINISH, outcome.label(), message, id);
    }

    private static boolean update(Connection target, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement update = target.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            return update.executeUpdate() == 1;
        }
    }

    private static @Nullable Command first(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Command.of(row) : null;
        }
    }
}
