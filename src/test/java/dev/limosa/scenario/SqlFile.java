package dev.limosa.scenario;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import org.postgresql.PGConnection;

/** Runs a file that {@code pg_dump} wrote as text, with its {@code COPY … FROM stdin}: the tests have no psql. */
final class SqlFile {

    private final Connection connection;
    private final StringBuilder statements = new StringBuilder();

    private SqlFile(Connection connection) {
        this.connection = connection;
    }

    static void run(Connection connection, Path file) throws IOException, SQLException {
        SqlFile run = new SqlFile(connection);
        Iterator<String> lines = Files.readAllLines(file).iterator();
        while (lines.hasNext()) {
            run.line(lines.next(), lines);
        }
        run.flush();
    }

    private void line(String line, Iterator<String> rest) throws IOException, SQLException {
        if (line.startsWith("COPY ") && line.endsWith("FROM stdin;")) {
            flush();
            copy(line, rest);
        } else {
            statements.append(line).append('\n');
        }
    }

    private void copy(String sql, Iterator<String> rest) throws IOException, SQLException {
        StringBuilder rows = new StringBuilder();
        for (String row = rest.next(); !row.equals("\\."); row = rest.next()) {
            rows.append(row).append('\n');
        }
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows.toString()));
    }

    private void flush() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements.toString());
        }
        statements.setLength(0);
    }
}
