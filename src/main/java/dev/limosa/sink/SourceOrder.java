package dev.limosa.sink;

import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what happened between two watermarks into operations that leave the source's order as it was. */
final class SourceOrder {

    private final Output output;
    private final OpenRows openRows;
    private final List<Operation> operations = new ArrayList<>();
    /** What is being collected, by history topic; several at a time only if the tables' order among them is free. */
    private final Map<String, TableRun> runs = new LinkedHashMap<>();

    private boolean openedHere;
    /** Set while no constraint is enforced: then the order of rows between two TRUNCATEs is free. */
    private @Nullable RowBatch batch;

    private SourceOrder(Output output, OpenRows openRows) {
        this.output = output;
        this.openRows = openRows;
    }

    /**
     * @param due by sequence number; those that do the same to one table become one statement, where nobody can tell
     */
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
        endRuns();
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
        String topic = row.table().historyTopic();
        if (!runs.containsKey(topic) && !output.tablesAreIndependent()) {
            endRuns();
        }
        TableRun run = runs.get(topic);
        if (run != null && !run.takes(sort, row)) {
            operations.add(run.run);
            run = null;
        }
        if (run == null) {
            run = new TableRun(row.table(), sort);
            runs.put(topic, run);
        }
        run.add(row);
    }

    private void endRuns() {
        runs.values().forEach(run -> operations.add(run.run));
        runs.clear();
        if (batch != null) {
            operations.addAll(batch.operations());
            batch = null;
        }
    }

    /**
     * All that stand together are one statement: the copies of one TRUNCATE from every partition of its table, and the
     * tables that the source emptied together.
     */
    private int truncations(List<Incoming> due, int from) {
        endRuns();
        Set<SinkTable> tables = new LinkedHashSet<>();
        int at = from;
        while (at < due.size() && due.get(at) instanceof Mark mark) {
            tables.add(output.table(mark.origin().topic()));
            at++;
        }
        operations.add(new Truncation(List.copyOf(tables)));
        return at;
    }

    private static final class TableRun {

        private final RowRun run;
        private final Set<RowKey> keys = new HashSet<>();

        TableRun(SinkTable table, RowRun.Sort sort) {
            run = new RowRun(table, sort, true, new ArrayList<>());
        }

        boolean takes(RowRun.Sort sort, Row row) {
            return run.sort() == sort && !keys.contains(new RowKey(row.key()));
        }

        void add(Row row) {
            keys.add(new RowKey(row.key()));
            run.rows().add(row);
        }
    }

    private interface RowSink {
        void add(Row row);
    }
}
