package dev.limosa.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.Constraint;
import dev.limosa.change.SinkTable;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.transform.TermTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a generation does with one table, in the form the target keeps it in.
 *
 * @param definition JSON of a {@link SinkTable}
 * @param transforms JSON of a {@link Fingerprint}: rows made by another would not belong together
 */
record TablePlan(String definition, String transforms) {

    private static final JsonMapper JSON = JsonMapper.builder()
            // An immutable map has another order in every process.
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

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

    static TablePlan of(PlannedTable table) {
        return new TablePlan(json(table.sink()), table.fingerprint().json());
    }

    /** Of the counts of a table's terms: they are what that table's rows make them. */
    static TablePlan ofTerms(TermTable terms, PlannedTable counted) {
        return new TablePlan(json(terms.sink()), counted.fingerprint().json());
    }

    Fingerprint fingerprint() {
        return Fingerprint.parse(transforms);
    }

    /** What differs, for people: one entry an aspect. */
    List<String> differences(TablePlan now) {
        List<String> differences = new ArrayList<>();
        SinkTable then = sink();
        ASPECTS.forEach(
                (name, aspect) -> addIfDifferent(differences, name, aspect.apply(then), aspect.apply(now.sink())));
        differences.addAll(fingerprint().differences(now.fingerprint()));
        if (differences.isEmpty()) {
            // Statistics may take other columns of the same rows.
            addIfDifferent(
                    differences, "fingerprint", then.fingerprint(), now.sink().fingerprint());
        }
        return differences;
    }

    private static void addIfDifferent(List<String> differences, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            differences.add("expected " + what + " " + expected + ", found " + found);
        }
    }

    SinkTable sink() {
        try {
            return JSON.readValue(definition, SinkTable.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot read a table's plan in limosa.sink_table: expected its JSON, found " + definition.length()
                            + " characters that are none; was it written by another version?",
                    e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot write a table's plan", e);
        }
    }
}
