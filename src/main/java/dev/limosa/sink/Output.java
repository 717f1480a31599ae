package dev.limosa.sink;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Constraint.Kind;
import dev.limosa.change.SinkTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An output topic and the tables whose rows it carries: one, or those of an ordered group. */
final class Output {

    private final String topic;
    private final Map<String, SinkTable> byHistoryTopic;
    private final List<SinkTable> tables;
    private final boolean tablesAreIndependent;
    private boolean constraintsMade;

    Output(String topic, List<SinkTable> tables, boolean constraintsMade) {
        this.topic = topic;
        this.tables = List.copyOf(tables);
        this.byHistoryTopic = tables.stream().collect(Collectors.toMap(SinkTable::historyTopic, Function.identity()));
        this.tablesAreIndependent = tables.stream()
                .flatMap(table -> table.constraints().stream())
                .allMatch(constraint -> constraint.kind() != Kind.FOREIGN_KEY || constraint.checkedAtCommit());
        this.constraintsMade = constraintsMade;
    }

    /**
     * Whether rows of two tables can't notice in which order they are written inside one transaction: no foreign key is
     * checked before its end, and none changes rows of another table by itself.
     */
    boolean tablesAreIndependent() {
        return tablesAreIndependent;
    }

    String topic() {
        return topic;
    }

    List<SinkTable> tables() {
        return tables;
    }

    boolean isOrdered() {
        return tables.get(0).apply() == ApplyMode.ORDERED;
    }

    /** The table whose events come from that history topic. */
    SinkTable table(String historyTopic) {
        SinkTable table = byHistoryTopic.get(historyTopic);
        if (table == null) {
            throw new IllegalArgumentException("cannot find the table of topic '" + topic + "': expected one of "
                    + byHistoryTopic.keySet() + ", found " + historyTopic);
        }
        return table;
    }

    /** The history partitions whose records go into that partition of this topic. */
    List<HistoryPartition> origins(int partition) {
        if (!isOrdered()) {
            return List.of(new HistoryPartition(tables.get(0).historyTopic(), partition));
        }
        List<HistoryPartition> origins = new ArrayList<>();
        for (SinkTable table : tables) {
            for (int p = 0; p < table.historyPartitions(); p++) {
                origins.add(new HistoryPartition(table.historyTopic(), p));
            }
        }
        return origins;
    }

    boolean constraintsMade() {
        return constraintsMade;
    }

    void constraintsMade(boolean now) {
        constraintsMade = now;
    }
}
