package dev.limosa.jdbc;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a database's refusal means, in a sentence that says what to do and holds no value of a row. */
public final class SqlFailure {

    private static final Set<String> EXPLAINED = Set.of("53100", "53200", "53300", "42501", "25006");
    private static final String LOCK_TIMEOUT = "55P03";
    /** Connection, transaction rollback, resources, operator intervention, system. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "40", "53", "57", "58");
    /** A lock in the way, a session ended while idle, a standby that was just a primary. */
    private static final Set<String> OUTAGE_STATES = Set.of(LOCK_TIMEOUT, "25P03", "25P04", "25006");

    private SqlFailure() {}

    /** Where a database is, without the parameters of its URL: a password may be among them. */
    public static String place(DatabaseConfig database) {
        Properties url = Driver.parseURL(database.url(), new Properties());
        return url == null
                ? "an unreadable address"
                : url.getProperty("PGHOST") + ":" + url.getProperty("PGPORT") + "/" + url.getProperty("PGDBNAME");
    }

    /**
     * Why there is no connection.
     *
     * @param side {@code source} or {@code target}: what its part of the configuration is called
     */
    public static String connecting(SQLException e, String side, DatabaseConfig database) {
        if (Driver.parseURL(database.url(), new Properties()) == null) {
            // The driver would answer with the whole URL, and a password may be in it.
            return "cannot read " + side + ".url: expected jdbc:postgresql://host:port/database";
        }
        String place = place(database);
        return switch (state(e)) {
            case "28P01" -> "the server at " + place + " refuses the password of role '" + database.user() + "'";
            case "28000" -> "the server at " + place + " refuses role '" + database.user() + "': " + message(e);
            case "3D000" -> "there is no such database at " + place;
            case "53300" -> "no connection is free at " + place + ": " + message(e);
            case "57P03" -> "the server at " + place + " is not ready: " + message(e);
            case "08001", "08004", "08006" -> "cannot reach the " + side + " at " + place + ": " + root(e);
            default -> "cannot connect to the " + side + " at " + place + ": " + sentence(e);
        };
    }

    /** What to do about it. */
    public static String connectingFix(SQLException e, String side) {
        return switch (state(e)) {
            case "28P01" -> "set " + side + ".password";
            case "28000" -> "set " + side + ".user, or let it in by pg_hba.conf";
            case "3D000" -> "set the database in " + side + ".url, or CREATE DATABASE";
            case "53300" -> "end sessions that are not needed, or raise max_connections";
            case "57P03" -> "wait until it has started";
            default -> "check host and port in " + side + ".url, that PostgreSQL listens there, and the firewall";
        };
    }

    /** The sentence for the first error of a database in the chain, or else what the error itself says. */
    public static String find(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sentence(sql);
            }
        }
        return error.toString();
    }

    /** The sentence for an error of the driver's that says less than there is to say; empty for any other. */
    public static Optional<String> of(Throwable error) {
        return error instanceof PSQLException sql && EXPLAINED.contains(state(sql))
                ? Optional.of(sentence(sql))
                : Optional.empty();
    }

    /** What the database says, with what to do where that is not obvious. */
    public static String sentence(SQLException e) {
        String said = message(e) + " (SQLSTATE " + state(e) + ")";
        return switch (state(e)) {
            case "53100" -> "the database's disk is full: " + said + "; free space";
            case "53200" -> "the database is out of memory: " + said + "; give it more, or fewer sessions";
            case "53300" -> "the database has no connection free: " + said + "; raise max_connections";
            case "42501" -> "the role lacks a privilege: " + said + "; grant it, or name another role";
            case "25006" -> "the database is read-only: " + said + "; name the primary";
            default -> said;
        };
    }

    /** A lock was not given within {@code lock_timeout}. */
    public static boolean isLockTimeout(SQLException e) {
        return LOCK_TIMEOUT.equals(e.getSQLState());
    }

    /** The database, the way to it or a lock is in the way: the same may pass later. */
    public static boolean isOutage(SQLException e) {
        return OUTAGE_STATES.contains(state(e)) || OUTAGE_CLASSES.stream().anyMatch(state(e)::startsWith);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "XX000" : e.getSQLState();
    }

    /** The server's own words, from under whatever wraps them; those about a row's values are left out. */
    private static String message(SQLException e) {
        ServerErrorMessage server = server(e);
        if (state(e).startsWith("22") || state(e).startsWith("23")) {
            return "a value was refused" + (server == null ? "" : named(server));
        }
        String message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip().replaceAll("\\s+", " ");
    }

    private static @Nullable ServerErrorMessage server(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException known && known.getServerErrorMessage() != null) {
                return known.getServerErrorMessage();
            }
        }
        return null;
    }

    private static String named(ServerErrorMessage server) {
        String table = server.getTable() == null ? "" : " in table " + server.getSchema() + "." + server.getTable();
        return table + (server.getConstraint() == null ? "" : " by constraint " + server.getConstraint());
    }

    /** The network's own reason, which the driver's message buries. */
    private static String root(SQLException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnknownHostException
                ? "unknown host " + root.getMessage()
                : root instanceof SQLException driver ? message(driver) : String.valueOf(root.getMessage());
    }
}
