package dev.limosa.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Writes rows into a table by COPY, value for value. Nothing is in the table unless it is closed. */
final class CopyWriter implements AutoCloseable {

    private final OutputStream out;
    private boolean first = true;

    /** @param into the table with its columns, quoted as SQL wants them */
    CopyWriter(Connection connection, String into) throws SQLException {
        String sql = "COPY " + into + " FROM STDIN";
        out = new BufferedOutputStream(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, 1 << 16), 1 << 16);
    }

    /** A whole row. */
    void row(@Nullable Object... values) throws IOException {
        for (Object value : values) {
            value(value == null ? null : value.toString());
        }
        endRow();
    }

    void value(@Nullable String text) throws IOException {
        if (!first) {
            out.write('\t');
        }
        first = false;
        out.write((text == null ? "\\N" : escaped(text)).getBytes(StandardCharsets.UTF_8));
    }

    void endRow() throws IOException {
        out.write('\n');
        first = true;
    }

    private static String escaped(String text) {
        return text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('\t') < 0 && text.indexOf('\r') < 0
                ? text
                : text.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replace("\r", "\\r");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
