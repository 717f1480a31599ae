package dev.limosa.change;

import java.util.List;

/**
 * What the sink needs to know to write one table of one generation; kept as JSON in the target's
 * {@code limosa.sink_table}.
 *
 * @param historyTopic where its events come from
 * @param historyPartitions how many partitions that topic has
 * @param outputTopic where its rows are read: its own topic, or the one of its ordered group
 * @param columns the target's columns in the order of the row's fields, with the target's types
 * @param key the target's primary key columns, in the order of the fields of the record's key
 * @param constraints the secondary ones, in the order of the source
 * @param fingerprint of what makes its rows, which the records say, too
 */
public record SinkTable(
        TableId source,
        TableId target,
        String historyTopic,
        int historyPartitions,
        String outputTopic,
        ApplyMode apply,
        List<Column> columns,
        List<String> key,
        List<Constraint> constraints,
        String fingerprint) {

    public SinkTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        constraints = List.copyOf(constraints);
    }
}
