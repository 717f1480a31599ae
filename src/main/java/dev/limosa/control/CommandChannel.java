package dev.limosa.control;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The issuer's end: writes a command and follows it to its outcome, from any machine that reaches the target. For one
 * thread.
 */
public final class CommandChannel implements AutoCloseable {

    /** PostgreSQL's states for a schema and a table that do not exist. */
    private static final Set<String> MISSING = Set.of("3F000", "42P01");

    private static final long LOOK_AGAIN_MS = 200;

    private final Connection target;
    private final String migration;

    /** @throws IllegalStateException if the target can't be reached */
    public CommandChannel(MigrationConfig config) {
        migration = config.migration();
        try {
            target = Databases.connect(config.target(), "limosa command " + migration);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot reach the target to write a command: " + e.getMessage(), e);
        }
    }

    /** @return the command's id; that of the earlier one if its idempotency key was used before */
    public long issue(CommandRequest request) {
        return attempt(() -> CommandRows.issue(target, migration, request));
    }

    public Command find(long id) {
        Command command = attempt(() -> {
            Command found = CommandRows.find(target, id);
            if (found == null) {
                throw new IllegalStateException("cannot find command " + id + " in limosa.command");
            }
            return found;
        });
        return command;
    }

    /**
     * Waits for the outcome. A command that no replica accepts in time is taken back, so that it does not take effect
     * when nobody expects it any more; one that was accepted is waited for.
     *
     * @param progress is told each new message on the way
     */
    public Command follow(long id, Duration acceptedWithin, Consumer<String> progress) throws InterruptedException {
        long deadline = System.nanoTime() + acceptedWithin.toNanos();
        String told = "";
        while (true) {
            Command command = find(id);
            if (command.outcome() != null) {
                return command;
            }
            if (command.message() != null && !command.message().equals(told)) {
                told = command.message();
                progress.accept(told);
            }
            if (command.acceptedBy() == null && System.nanoTime() > deadline) {
                attempt(() -> CommandRows.withdraw(target, id, "no replica took it within " + acceptedWithin));
                return find(id);
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private <T> T attempt(Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (SQLException e) {
            if (MISSING.contains(String.valueOf(e.getSQLState()))) {
                throw new RefusedException("cannot send a command to migration '" + migration
                        + "': expected the table limosa.command in the target, found none; run `limosa run` once, it"
                        + " makes it");
            }
            throw new IllegalStateException("cannot use limosa.command in the target: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Databases.discard(target);
    }
}
