package dev.limosa.sink;

import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what happened between two watermarks into operations that leave the source's order as it was. */
final class SourceOrder {

    private final Output output;
    private final OpenRows openRows;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<RowKey> keys = new HashSet<>();
    private @Nullable RowRun run;
    private boolean openedHere;
    /** Set while no constraint is enforced: then the order of rows between two TRUNCATEs is free. */
    private @Nullable RowBatch batch;

    private SourceOrder(Output output, OpenRows openRows) {
        this.output = output;
        this.openRows = openRows;
    }

    /** @param due by sequence number; those that stand together and do the same to one table become one statement */
    static List<Operation> operations(List<Incoming> due, Output output, OpenRows openRows) {
        SourceOrder order = new SourceOrder(output, openRows);
        return order.run(due, order::add);
    }

    /** The same before the constraints are there: only the last state of each key matters. */
    static List<Operation> operationsWithoutConstraints(List<Incoming> due, Output output, OpenRows openRows) {
        SourceOrder order = new SourceOrder(output, openRows);
        return order.run(due, order::addToBatch);
    }

    private List<Operation> run(List<Incoming> due, RowSink rows) {
        int at = 0;
        while (at < due.size()) {
            if (due.get(at) instanceof Row row) {
                rows.add(row);
                at++;
            } else {
                at = truncations(due, at);
            }
        }
        endRun();
        return operations;
    }

    private void addToBatch(Row row) {
        if (batch == null) {
            batch = new RowBatch(openRows);
        }
        batch.add(row);
    }

    private void add(Row row) {
        if (row.kind() == Kind.SKIP && !openedHere && !openRows.any(row.table())) {
            return;
        }
        openedHere |= row.kind() == Kind.OPEN;
        RowRun.Sort sort = row.kind() == Kind.READ ? RowRun.Sort.UPSERT : RowRun.sort(row);
        RowRun current = run;
        if (current == null || current.sort() != sort || current.table() != row.table() || keys.contains(key(row))) {
            endRun();
            current = new RowRun(row.table(), sort, true, new ArrayList<>());
            run = current;
        }
        keys.add(key(row));
        current.rows().add(row);
    }

    private static RowKey key(Row row) {
        return new RowKey(row.key());
    }

    private void endRun() {
        if (run != null) {
            operations.add(run);
            run = null;
        }
        if (batch != null) {
            operations.addAll(batch.operations());
            batch = null;
        }
        keys.clear();
    }

    /**
     * All that stand together are one statement: the copies of one TRUNCATE from every partition of its table, and the
     * tables that the source emptied together.
     */
    private int truncations(List<Incoming> due, int from) {
        endRun();
        Set<SinkTable> tables = new LinkedHashSet<>();
        int at = from;
        while (at < due.size() && due.get(at) instanceof Mark mark) {
            tables.add(output.table(mark.origin().topic()));
            at++;
        }
        operations.add(new Truncation(List.copyOf(tables)));
        return at;
    }

    private interface RowSink {
        void add(Row row);
    }
}
