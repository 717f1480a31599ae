package dev.limosa.preview;

import dev.limosa.change.TableId;
import java.util.List;

/**
 * What another configuration would make different.
 *
 * @param notCompared what the old side could not be made of as it was; one sentence each
 * @param gained tokens of all tables, most frequent first; {@code lost} likewise
 */
public record DiffReport(List<Table> tables, List<TokenCount> gained, List<TokenCount> lost, List<String> notCompared) {

    public DiffReport {
        tables = List.copyOf(tables);
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
        notCompared = List.copyOf(notCompared);
    }

    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    public long changed() {
        return tables.stream().mapToLong(Table::changed).sum();
    }

    /** Whether the target would be another one: other rows, or other columns. */
    public boolean isDifferent() {
        return tables.stream()
                .anyMatch(table -> table.changed() > 0
                        || !table.columnsAdded().isEmpty()
                        || !table.columnsRemoved().isEmpty());
    }

    /**
     * @param rows how many of the source's were looked at
     * @param changed of those, how many would be another row, a new one, or none any more
     * @param appearing rows that only the old filter keeps out; {@code vanishing}: that only the new one does
     * @param failingBefore rows that the old side can't transform, {@code failing} that the new one can't
     * @param columns how many rows change in each column
     * @param examples the rows that change most, those first
     */
    public record Table(
            TableId table,
            long rows,
            long changed,
            long appearing,
            long vanishing,
            long failingBefore,
            long failing,
            List<String> columnsAdded,
            List<String> columnsRemoved,
            List<Group> columns,
            List<Group> byLanguage,
            List<Group> byLength,
            List<TokenCount> gained,
            List<TokenCount> lost,
            List<Example> examples) {
        public Table {
            columnsAdded = List.copyOf(columnsAdded);
            columnsRemoved = List.copyOf(columnsRemoved);
            columns = List.copyOf(columns);
            byLanguage = List.copyOf(byLanguage);
            byLength = List.copyOf(byLength);
            gained = List.copyOf(gained);
            lost = List.copyOf(lost);
            examples = List.copyOf(examples);
        }
    }

    public record TokenCount(String token, long count) {}

    /** Rows that have something in common. */
    public record Group(String name, long rows, long changed) {}

    /**
     * One row that changes. Holds no value but those of the key, and the tokens that come and go.
     *
     * @param key such as {@code order_id=7, line_no=2}, with the source's names
     * @param columns those that change
     * @param characters how many characters of them are others
     */
    public record Example(
            String key, String what, List<String> columns, long characters, List<String> gained, List<String> lost) {
        public Example {
            columns = List.copyOf(columns);
            gained = List.copyOf(gained);
            lost = List.copyOf(lost);
        }
    }
}
