package dev.limosa.generation;

import dev.limosa.change.Constraint;
import dev.limosa.change.SinkTable;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.transform.TermTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a generation does with one table, as the target keeps it.
 *
 * @param transforms JSON of a {@link Fingerprint}: rows made by another would not belong together
 */
record TablePlan(SinkTable sink, String transforms) {

    private static final Map<String, Function<SinkTable, Object>> ASPECTS = new LinkedHashMap<>();

    static {
        ASPECTS.put("target table", SinkTable::target);
        ASPECTS.put("partitions", SinkTable::historyPartitions);
        ASPECTS.put("apply mode", SinkTable::apply);
        ASPECTS.put("output topic", SinkTable::outputTopic);
        ASPECTS.put("columns", SinkTable::columns);
        ASPECTS.put("key", SinkTable::key);
        ASPECTS.put(
                "constraints",
                table -> table.constraints().stream().map(Constraint::create).toList());
    }

    static TablePlan of(SinkTables.Stored stored) {
        return new TablePlan(stored.table(), stored.transforms());
    }

    static TablePlan of(PlannedTable table) {
        return new TablePlan(table.sink(), table.fingerprint().json());
    }

    /** Of the counts of a table's terms: they are what that table's rows make them. */
    static TablePlan ofTerms(TermTable terms, PlannedTable counted) {
        return new TablePlan(terms.sink(), counted.fingerprint().json());
    }

    Fingerprint fingerprint() {
        return Fingerprint.parse(transforms);
    }

    /** What differs, for people: one entry an aspect. */
    List<String> differences(TablePlan now) {
        List<String> differences = new ArrayList<>();
        ASPECTS.forEach(
                (name, aspect) -> addIfDifferent(differences, name, aspect.apply(sink), aspect.apply(now.sink())));
        differences.addAll(fingerprint().differences(now.fingerprint()));
        if (differences.isEmpty()) {
            // Statistics may take other columns of the same rows.
            addIfDifferent(
                    differences, "fingerprint", sink.fingerprint(), now.sink().fingerprint());
        }
        return differences;
    }

    private static void addIfDifferent(List<String> differences, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            differences.add("expected " + what + " " + expected + ", found " + found);
        }
    }
}
