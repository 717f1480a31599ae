package dev.limosa.check;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;

/** What source and target have in common: a version, a character set, and that they can be written. */
final class ServerChecks {

    private static final int OLDEST = 14;

    /** As sessions begin: this one has made itself read-only. */
    private static final String READ_ONLY =
            "SELECT reset_val = 'on' FROM pg_settings WHERE name = 'default_transaction_read_only'";

    private ServerChecks() {}

    static void version(Connection connection, CheckId id, Findings out) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST) {
            out.fail(
                    id,
                    "",
                    "expected PostgreSQL " + OLDEST + " or newer, found "
                            + connection.getMetaData().getDatabaseProductVersion(),
                    "upgrade the server");
        }
        out.okIfNothing(id, "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion());
    }

    /** @param side the part of the configuration to change */
    static void primary(Connection connection, CheckId id, String side, Findings out) throws SQLException {
        if (Query.is(connection, "SELECT pg_is_in_recovery()")) {
            out.fail(id, "", "expected a primary, found a standby in recovery", "name the primary in " + side + ".url");
        } else if (Query.is(connection, READ_ONLY)) {
            out.fail(
                    id,
                    "",
                    "expected to be able to write, found default_transaction_read_only = on",
                    "ALTER ROLE " + Query.text(connection, "SELECT quote_ident(current_user)")
                            + " SET default_transaction_read_only = off;");
        }
        out.okIfNothing(id, "a primary that can be written");
    }

    static void encoding(Connection connection, CheckId id, String side, Findings out) throws SQLException {
        String encoding = Query.text(
                connection, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()");
        if (!encoding.equals("UTF8")) {
            out.fail(
                    id,
                    side,
                    "expected encoding UTF8, found " + encoding + ": its text can't be told exactly",
                    "move it into a database made with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0;");
        }
    }
}
