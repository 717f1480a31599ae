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
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Turns what happened between two watermarks into operations that leave the source's order as it was. */
final class SourceOrder {

    private final Output output;
    private final OpenRows openRows;
    private final List<Operation> operations = new ArrayList<>();
    /** What is being collected, by history topic; several at a time only if the tables' order among them is free. */
    private final Map<String, TableRun> runs = new LinkedHashMap<>();

    private boolean openedHere;
    /** Without them only the last state of each key matters, and the order of rows between two TRUNCATEs is free. */
    private boolean constraints;

    private @Nullable RowBatch batch;

    private SourceOrder(Output output, OpenRows openRows, boolean constraints) {
        this.output = output;
        this.openRows = openRows;
        this.constraints = constraints;
    }

    /**
     * @param due by sequence number; those that do the same to one table become one statement, where nobody can tell
     * @param constraints whether they are in force
     */
    static List<Operation> operations(List<Incoming> due, Output output, OpenRows openRows, boolean constraints) {
        return new SourceOrder(output, openRows, constraints).run(due);
    }

    private List<Operation> run(List<Incoming> due) {
        int at = 0;
        while (at < due.size()) {
            if (due.get(at) instanceof Row row) {
                if (constraints) {
                    add(row);
                } else {
                    addToBatch(row);
                }
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
        boolean reset = false;
        while (at < due.size() && due.get(at) instanceof Mark mark) {
            tables.add(output.table(mark.origin().topic()));
            reset |= mark.isReset();
            at++;
        }
        if (reset && constraints) {
            // Rows of a snapshot come in no order that keeps them; they are made again behind it.
            operations.add(new ConstraintsToDrop(output));
            constraints = false;
        }
        operations.add(new Truncation(List.copyOf(tables)));
        return at;
    }

    private static final class TableRun {

        private final RowRun run;
        private final Set<Bytes> keys = new HashSet<>();

        TableRun(SinkTable table, RowRun.Sort sort) {
            run = new RowRun(table, sort, true, new ArrayList<>());
        }

        boolean takes(RowRun.Sort sort, Row row) {
            return run.sort() == sort && !keys.contains(Bytes.wrap(row.key()));
        }

        void add(Row row) {
            keys.add(Bytes.wrap(row.key()));
            run.rows().add(row);
        }
    }
}
