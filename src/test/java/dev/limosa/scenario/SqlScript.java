package dev.limosa.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Runs a script as {@code pg_dump} writes them, by JDBC alone: statement by statement, with the rows of each
 * {@code COPY … FROM stdin} block that follow it up to a line {@code \.}.
 */
public final class SqlScript {

    private final Connection connection;

    private SqlScript(Connection connection) {
        this.connection = connection;
    }

    public static void run(Connection connection, Path script) throws IOException, SQLException {
        run(connection, Files.readString(script));
    }

    public static void run(Connection connection, String script) throws IOException, SQLException {
        try (BufferedReader lines = new BufferedReader(new StringReader(script))) {
            new SqlScript(connection).run(lines);
        }
    }

    private void run(BufferedReader lines) throws IOException, SQLException {
        StringBuilder statement = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            boolean between = statement.isEmpty();
            if (between && (line.isBlank() || line.startsWith("--"))) {
                continue;
            }
            statement.append(line).append('\n');
            if (line.stripTrailing().endsWith(";") && isWhole(statement)) {
                execute(statement.toString().strip(), lines);
                statement.setLength(0);
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalArgumentException("expected the script to end with ';', found: " + statement);
        }
    }

    private void execute(String sql, BufferedReader lines) throws IOException, SQLException {
        if (sql.startsWith("COPY ") && sql.toLowerCase(Locale.ROOT).endsWith("from stdin;")) {
            copy(sql, lines);
            return;
        }
        try (Statement statement = connection.createStatement()) {
            // As it stands: a ? is an operator here, and a brace no JDBC escape.
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private void copy(String sql, BufferedReader lines) throws IOException, SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        for (String line = lines.readLine(); line != null && !line.equals("\\."); line = lines.readLine()) {
            byte[] row = (line + "\n").getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(row, 0, row.length);
        }
        copy.endCopy();
    }

    /** Whether a ';' at the end ends the statement, and is not inside a quoted text or a function's body. */
    private static boolean isWhole(CharSequence sql) {
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            String tag = c == '$' ? tag(sql, i) : c == '\'' || c == '"' ? String.valueOf(c) : "";
            if (tag.isEmpty()) {
                i = sql.toString().startsWith("--", i) ? end(sql, "\n", i) : i + 1;
            } else {
                i = end(sql, tag, i + tag.length());
            }
            if (i < 0) {
                return false;
            }
        }
        return true;
    }

    /** Behind the next occurrence, or -1. */
    private static int end(CharSequence sql, String of, int from) {
        int at = sql.toString().indexOf(of, from);
        return at < 0 ? -1 : at + of.length();
    }

    /** The dollar quote that begins here, such as {@code $_$}; empty if it is a parameter. */
    private static String tag(CharSequence sql, int at) {
        int close = at + 1;
        while (close < sql.length() && (Character.isLetter(sql.charAt(close)) || sql.charAt(close) == '_')) {
            close++;
        }
        return close < sql.length() && sql.charAt(close) == '$'
                ? sql.subSequence(at, close + 1).toString()
                : "";
    }
}
