package dev.limosa.generation;

import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.generation.GenerationPlan.PlannedTable;
import dev.limosa.jdbc.ColumnDefinition;
import dev.limosa.jdbc.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The target's columns as {@code CREATE TABLE} wants them: as the source defines them, under their new names. */
final class TargetColumns {

    private final SinkTable table;
    private final List<ColumnDefinition> definitions;
    private final Map<String, ColumnDefinition> bySource = new HashMap<>();
    /** Target column → the source's, which it is made of. */
    private final Map<String, String> sources = new LinkedHashMap<>();
    /** Source column → the target's that has its place; copies come after it. */
    private final Map<String, String> originals = new HashMap<>();

    TargetColumns(PlannedTable planned) {
        table = planned.sink();
        definitions = planned.description().definitions();
        definitions.forEach(definition -> bySource.put(definition.name(), definition));
        List<String> made = planned.rows().sourceColumns();
        for (int i = 0; i < made.size(); i++) {
            String name = table.columns().get(i).name();
            sources.put(name, made.get(i));
            originals.putIfAbsent(made.get(i), name);
        }
    }

    /** The target's name of a source column, null if it is dropped. */
    @Nullable
    String nameOf(String source) {
        return originals.get(source);
    }

    /** The source's definition of a target column, null if that is a copy. */
    @Nullable
    ColumnDefinition original(String column) {
        String source = sources.get(column);
        return column.equals(originals.get(source)) ? bySource.get(source) : null;
    }

    /** Generated columns that can be computed in the target as in the source. */
    List<String> generated() {
        return definitions.stream()
                .filter(definition -> definition.generated() != null && computable(definition))
                .map(ColumnDefinition::name)
                .toList();
    }

    /** What of the source's definitions does not come to the target, in words. */
    List<String> leftOut() {
        List<String> words = new ArrayList<>();
        for (ColumnDefinition definition : definitions) {
            if (definition.generated() != null && !computable(definition)) {
                words.add("generated column '" + definition.name() + "': it reads columns " + definition.uses()
                        + ", which are not all there under their names");
            } else if (writtenAlways(definition)) {
                words.add("'always' of identity column '" + definition.name()
                        + "', which is made BY DEFAULT: outside the key no update could write it");
            }
        }
        return words;
    }

    /** @param generated whether with {@link #generated()} */
    List<String> definitions(boolean generated) {
        List<String> ddl = new ArrayList<>();
        List<String> computed = generated ? generated() : List.of();
        Map<String, Column> left = new LinkedHashMap<>();
        table.columns().forEach(column -> left.put(column.name(), column));
        for (ColumnDefinition definition : definitions) {
            Column column = left.remove(originals.getOrDefault(definition.name(), ""));
            if (column != null) {
                ddl.add(definition(column));
            } else if (computed.contains(definition.name())) {
                ddl.add(computed(definition));
            }
        }
        left.values().forEach(copy -> ddl.add(definition(copy)));
        return ddl;
    }

    private String definition(Column column) {
        if (!sources.containsKey(column.name())) {
            // The text engine makes it.
            return Sql.quote(column.name()) + " " + column.type();
        }
        ColumnDefinition source = bySource.get(sources.get(column.name()));
        if (source == null) {
            throw new IllegalStateException("BUG: column '" + column.name() + "' has no source");
        }
        return typed(column.name(), source) + identity(column, source) + (column.nullable() ? "" : " NOT NULL");
    }

    private String identity(Column column, ColumnDefinition source) {
        if (source.identity() == null || original(column.name()) == null) {
            return "";
        }
        String kind = writtenAlways(source) ? "BY DEFAULT" : source.identity();
        return " GENERATED " + kind + " AS IDENTITY (" + source.sequence() + ")";
    }

    /** PostgreSQL lets an INSERT override an identity that is generated always, but no UPDATE. */
    private boolean writtenAlways(ColumnDefinition definition) {
        String name = originals.get(definition.name());
        return "ALWAYS".equals(definition.identity())
                && name != null
                && !table.key().contains(name);
    }

    private static String computed(ColumnDefinition definition) {
        return typed(definition.name(), definition) + " GENERATED ALWAYS AS (" + definition.generated() + ")"
                + (definition.stored() ? " STORED" : " VIRTUAL") + (definition.nullable() ? "" : " NOT NULL");
    }

    private static String typed(String name, ColumnDefinition definition) {
        return Sql.quote(name) + " " + definition.type()
                + (definition.collation() == null ? "" : " COLLATE " + definition.collation());
    }

    private boolean computable(ColumnDefinition definition) {
        return !sources.containsKey(definition.name())
                && definition.uses().stream().allMatch(used -> used.equals(sources.get(used)));
    }
}
