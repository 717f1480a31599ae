package dev.limosa.change;

import java.util.List;

/**
 * A table's columns and primary key at one version.
 *
 * @param version counts up from 1 with every change of the columns; named by the header of every event
 * @param key the primary key's columns, in the key's own order
 */
public record TableSchema(TableId table, int version, List<Column> columns, List<String> key) {

    public TableSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    public Column column(String name) {
        return columns.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cannot find column '" + name + "' in table " + table
                        + ": it has " + columns.stream().map(Column::name).toList()));
    }

    public boolean has(String name) {
        return columns.stream().anyMatch(c -> c.name().equals(name));
    }
}
