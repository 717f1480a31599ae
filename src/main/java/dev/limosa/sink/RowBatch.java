package dev.limosa.sink;

import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * The last state of every key in a batch, table by table: what came before it in the same transaction nobody could ever
 * have seen. Only for tables on which no more than the primary key is enforced.
 */
final class RowBatch {

    /** Deletes come first: two spellings of one key ({@code citext}, {@code numeric}) may follow one another. */
    private static final List<RowRun.Sort> ORDER =
            List.of(RowRun.Sort.DELETE, RowRun.Sort.UPSERT, RowRun.Sort.COPY, RowRun.Sort.OPEN);

    private final Map<String, TableRows> tables = new LinkedHashMap<>();
    private final OpenRows openRows;

    RowBatch(OpenRows openRows) {
        this.openRows = openRows;
    }

    void add(Row row) {
        tables.computeIfAbsent(row.table().historyTopic(), topic -> new TableRows(row.table()))
                .add(row);
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        tables.values().forEach(table -> table.addTo(operations));
        return operations;
    }

    private final class TableRows {

        private final SinkTable table;
        private final Map<Bytes, Row> states = new LinkedHashMap<>();
        private final Map<Bytes, Row> open = new LinkedHashMap<>();

        TableRows(SinkTable table) {
            this.table = table;
        }

        void add(Row row) {
            Bytes key = Bytes.wrap(row.key());
            if (row.kind() == Kind.OPEN) {
                open.put(key, row);
            } else if (row.kind() != Kind.SKIP || open.remove(key) != null || openRows.any(table)) {
                open.remove(key);
                states.put(key, row);
            }
        }

        void addTo(List<Operation> operations) {
            Map<RowRun.Sort, List<Row>> bySort = new EnumMap<>(RowRun.Sort.class);
            states.values().forEach(row -> list(bySort, RowRun.sort(row)).add(row));
            open.values().forEach(row -> list(bySort, RowRun.Sort.OPEN).add(row));
            for (RowRun.Sort sort : ORDER) {
                if (bySort.containsKey(sort)) {
                    operations.add(new RowRun(table, sort, false, list(bySort, sort)));
                }
            }
        }

        private List<Row> list(Map<RowRun.Sort, List<Row>> bySort, RowRun.Sort sort) {
            return bySort.computeIfAbsent(sort, s -> new ArrayList<>());
        }
    }
}
