package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The table that is migrated. */
final class SourceTable {

    static final String COLUMNS =
            " (id bigint PRIMARY KEY, title text, body text, lang text, author text, updated_at timestamptz)";

    private static final int ROWS_PER_MESSAGE = 200;

    private SourceTable() {}

    static void create(PostgresServer source, Documents documents, BenchOptions options)
            throws SQLException, IOException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE documents" + COLUMNS);
            if (options.fullIdentity) {
                statement.execute("ALTER TABLE documents REPLICA IDENTITY FULL");
            }
            load(connection, documents, options.rows);
            settle(connection);
        }
    }

    /** What loading left to do is done here, not in what is measured next. */
    static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (FREEZE, ANALYZE)");
            statement.execute("CHECKPOINT");
        }
    }

    private static void load(Connection connection, Documents documents, int rows) throws SQLException, IOException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY documents FROM STDIN (ENCODING 'UTF8')");
        StringBuilder lines = new StringBuilder();
        for (int id = 1; id <= rows; id++) {
            lines.append(documents.next().copyLine(id));
            if (id % ROWS_PER_MESSAGE == 0 || id == rows) {
                byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                lines.setLength(0);
            }
        }
        copy.endCopy();
    }
}
