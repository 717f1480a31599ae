package dev.limosa.sink;

import dev.limosa.change.SinkTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows of one table over one connection. For one thread. */
final class TableWriter {

    private static final int FLUSH_BYTES = 256 * 1024;
    /** Below this, COPY and its savepoint cost more round trips than one upsert. */
    private static final int COPY_PAYS_FROM = 8;

    private static final int COPIES_SPARED = 16;

    private final Connection connection;
    private final SinkTable table;
    private final TableSql sql;
    private final CopyRows copyRows = new CopyRows();
    private @Nullable ArrayStatement upsert;
    private @Nullable ArrayStatement delete;
    private int spared;

    TableWriter(Connection connection, SinkTable table) {
        this.connection = connection;
        this.table = table;
        this.sql = TableSql.of(table);
    }

    /** Whether to try COPY: not for few rows, and not soon after it met rows that were there already. */
    boolean copyPays(int rows) {
        if (spared > 0) {
            spared--;
            return false;
        }
        return rows >= COPY_PAYS_FROM;
    }

    /** Says that COPY met a row that was there: while history is read again, most of the next ones will be, too. */
    void collided() {
        spared = COPIES_SPARED;
    }

    void copy(List<Row> rows) throws SQLException {
        copyRows.clear();
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql.copy());
        try {
            for (Row row : rows) {
                append(row);
                if (copyRows.length() > FLUSH_BYTES) {
                    flush(copy);
                }
            }
            flush(copy);
            copy.endCopy();
        } finally {
            // Whatever went wrong: the connection does nothing else, not even a rollback, before its COPY has ended.
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void append(Row row) {
        copyRows.append(row.row());
        if (copyRows.fields() != table.columns().size()) {
            throw misfit(row, table.columns().size(), copyRows.fields());
        }
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(copyRows.bytes(), 0, copyRows.length());
        copyRows.clear();
    }

    void upsert(List<Row> rows) throws SQLException {
        if (upsert == null) {
            upsert =
                    new ArrayStatement(connection, sql.upsert(), table.columns().size());
        }
        upsert.execute(rows, Row::row);
    }

    void delete(List<Row> rows) throws SQLException {
        if (delete == null) {
            delete = new ArrayStatement(connection, sql.delete(), table.key().size());
        }
        delete.execute(rows, Row::key);
    }

    static ConnectException misfit(Row row, int expected, int found) {
        return new ConnectException("cannot write row of table '" + row.table().target() + "' at offset " + row.offset()
                + " from " + row.origin() + ": expected " + expected + " fields, found " + found
                + "; the generation was made for other columns");
    }
}
