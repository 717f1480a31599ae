package dev.limosa.sink;

import dev.limosa.change.SinkTable;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows of one table that go to the target in one statement; no key is in it twice.
 *
 * @param strict whether the rows are in the source's own order, so that a constraint they break was not broken there
 */
record RowRun(SinkTable table, Sort sort, boolean strict, List<Row> rows) implements Operation {

    enum Sort {
        /** Rows that are most probably not there yet. */
        COPY,
        UPSERT,
        DELETE,
        /** Rows that could not be carried this far. */
        OPEN
    }

    /** A filtered row that is not simply passed over is one that may still be there: its key was open. */
    static Sort sort(Row row) {
        return switch (row.kind()) {
            case READ -> Sort.COPY;
            case CREATE, UPDATE -> Sort.UPSERT;
            case DELETE, SKIP -> Sort.DELETE;
            case OPEN -> Sort.OPEN;
        };
    }

    RowRun as(Sort other) {
        return new RowRun(table, other, strict, rows);
    }

    RowRun part(int from, int to) {
        return new RowRun(table, sort, strict, rows.subList(from, to));
    }

    @Override
    public void applyTo(Applier applier) throws SQLException {
        applier.rows(this);
    }
}
