package dev.limosa.control;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
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
        Query.update(
                target,
                ISSUE,
                migration,
                request.idempotencyKey(),
                request.kind(),
                Command.json(request.arguments()),
                request.config(),
                request.issuedBy());
        return Query.number(target, ISSUED, migration, request.idempotencyKey());
    }

    static @Nullable Command find(Connection target, long id) throws SQLException {
        return Query.first(target, FIND, Command::of, id).orElse(null);
    }

    /** The oldest one that is not finished, accepted or not: one that an owner left behind is done again. */
    static @Nullable Command next(Connection target, String migration) throws SQLException {
        return Query.first(target, NEXT, Command::of, migration).orElse(null);
    }

    /** @return false if a replica has accepted it already */
    static boolean withdraw(Connection target, long id, String why) throws SQLException {
        return Query.update(target, WITHDRAW, why, id) == 1;
    }

    /** @return false if it is finished, or was withdrawn */
    static boolean accept(Connection target, long id, ControlEpoch epoch) throws SQLException {
        return Query.update(target, ACCEPT, epoch.owner(), epoch.number(), id) == 1;
    }

    static boolean progress(Connection target, long id, String message) throws SQLException {
        return Query.update(target, PROGRESS, message, id) == 1;
    }

    static boolean finish(Connection target, long id, Outcome outcome, String message) throws SQLException {
        return Query.update(target, FINISH, outcome.label(), message, id) == 1;
    }
}
