package dev.limosa.transform;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RowFilter;
import dev.limosa.config.Suggestion;
import dev.limosa.config.TransformStep;
import dev.limosa.text.cleaning.Cleaning;
import dev.limosa.text.output.OutputPlan;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.JsonWriter;
import dev.limosa.topics.ValueForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works a table's steps out against its schema, and gathers all that does not fit. For one use. */
final class PlanCompiler {

    private static final Set<String> TEXT_TYPES =
            Set.of("text", "character varying", "character", "bpchar", "citext", "name");

    private final TableSchema schema;
    private final TableConfig config;
    private final TextEngine text;
    private final List<String> problems = new ArrayList<>();
    private List<Target> targets = new ArrayList<>();
    /** By their last names: outputs may still read them. */
    private final Map<String, Target> dropped = new LinkedHashMap<>();

    /** A column as it is after the steps so far. */
    private record Target(int source, String name, boolean key, @Nullable UnaryOperator<String> function) {

        Target named(String other) {
            return new Target(source, other, key, function);
        }

        Target copy(String other) {
            return new Target(source, other, false, function);
        }

        Target then(UnaryOperator<String> next) {
            UnaryOperator<String> first = function;
            return new Target(source, name, key, first == null ? next : text -> next.apply(first.apply(text)));
        }
    }

    PlanCompiler(TableSchema schema, TableConfig config, TextEngine text) {
        this.schema = schema;
        this.config = config;
        this.text = text;
        for (int i = 0; i < schema.columns().size(); i++) {
            String name = schema.columns().get(i).name();
            targets.add(new Target(i, name, schema.key().contains(name), null));
        }
    }

    RowPlan compile() {
        RowPlan.Filter filter = filter(config.where());
        config.transforms().forEach(this::step);
        if (targets.isEmpty()) {
            problems.add("cannot transform table '" + schema.table()
                    + "': expected at least one column to be left, found none; drop fewer");
        }
        OutputPlan outputs = OutputPlan.compile(schema.table(), config.outputs(), available(), text, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        List<String> inputs = outputs.inputs();
        return new RowPlan(
                schema,
                sourceNames(),
                filter,
                fields(inputs),
                config.outputs().isEmpty() ? null : outputs(outputs),
                targetColumns(outputs),
                targetKey());
    }

    private RowPlan.@Nullable Filter filter(@Nullable RowFilter where) {
        if (where == null) {
            return null;
        }
        List<String> names = schema.columns().stream().map(Column::name).toList();
        int source = names.indexOf(where.column());
        if (source < 0) {
            problem(
                    "filter by",
                    where.column(),
                    "a column of the source",
                    "none",
                    "; " + Suggestion.among(where.column(), names));
        }
        return new RowPlan.Filter(source, Set.copyOf(where.values()), where.negated());
    }

    private void step(TransformStep step) {
        if (step instanceof TransformStep.Text text) {
            apply(text);
        } else if (step instanceof TransformStep.Drop drop) {
            drop.columns().forEach(this::drop);
        } else if (step instanceof TransformStep.Rename rename) {
            rename(rename.names());
        } else if (step instanceof TransformStep.Copy copy) {
            // By their new names: the order of a Map differs from JVM to JVM, the columns of a table must not.
            Map<String, String> sourceByCopy = new TreeMap<>();
            copy.names().forEach((from, to) -> sourceByCopy.put(to, from));
            sourceByCopy.forEach((to, from) -> copy(from, to));
        }
    }

    private void apply(TransformStep.Text step) {
        String verb = step.step().function().name().toLowerCase(Locale.ROOT).replace('_', '-');
        UnaryOperator<String> function = Cleaning.of(List.of(step.step()), text.resources(), problems);
        for (String name : step.columns()) {
            int at = find(verb, name);
            if (at >= 0 && isNoKey(verb, targets.get(at)) && isText(verb, targets.get(at))) {
                targets.set(at, targets.get(at).then(function));
            }
        }
    }

    private void drop(String name) {
        int at = find("drop", name);
        if (at >= 0 && isNoKey("drop", targets.get(at))) {
            dropped.put(name, targets.remove(at));
        }
    }

    private void copy(String from, String to) {
        int at = find("copy", from);
        if (indexOf(to) >= 0) {
            problem("copy '" + from + "' to", to, "a new name", "a column of that name", "; drop or rename it before");
        } else if (at >= 0) {
            targets.add(targets.get(at).copy(to));
        }
    }

    /** All names of one step change at once, so two columns can swap theirs. */
    private void rename(Map<String, String> names) {
        new TreeMap<>(names).keySet().forEach(name -> find("rename", name));
        targets = new ArrayList<>(targets.stream()
                .map(t -> t.named(names.getOrDefault(t.name(), t.name())))
                .toList());
        List<String> now = targets.stream().map(Target::name).toList();
        new TreeMap<>(names).forEach((from, to) -> {
            if (Collections.frequency(now, to) > 1) {
                problem("rename '" + from + "' to", to, "a free name", "another column of it", "; rename or drop that");
            }
        });
    }

    private int find(String verb, String name) {
        int at = indexOf(name);
        if (at < 0) {
            List<String> names = targets.stream().map(Target::name).toList();
            problem(verb, name, "a column that is there at this step", "none", "; " + Suggestion.among(name, names));
        }
        return at;
    }

    private int indexOf(String name) {
        return targets.stream().map(Target::name).toList().indexOf(name);
    }

    private boolean isNoKey(String verb, Target target) {
        if (target.key()) {
            problem(verb, target.name(), "a column outside the primary key", "one of it", "; a key is only renamed");
        }
        return !target.key();
    }

    private boolean isText(String verb, Target target) {
        String type = schema.columns().get(target.source()).type();
        String bare = type.replaceFirst("\\(\\d+\\)$", "");
        // An extension's type has its schema before it unless that is on the search path.
        boolean text = TEXT_TYPES.contains(bare) || bare.endsWith(".citext");
        if (!text) {
            problem(verb, target.name(), "a text type", type, "; text functions leave all other types alone");
        }
        return text;
    }

    private void problem(String verb, String column, String expected, String found, String advice) {
        problems.add("cannot " + verb + " column '" + column + "' of table '" + schema.table() + "': expected "
                + expected + ", found " + found + advice);
    }

    private List<byte[]> sourceNames() {
        return schema.columns().stream()
                .map(column -> JsonWriter.nameToken(column.name()))
                .map(token -> Arrays.copyOfRange(token, 1, token.length - 2))
                .toList();
    }

    private List<RowPlan.Field> fields(List<String> inputs) {
        List<RowPlan.Field> fields = new ArrayList<>();
        for (Target target : targets) {
            fields.add(new RowPlan.Field(token(fields.isEmpty() ? '{' : ',', target.name()), value(target, inputs)));
        }
        return fields;
    }

    private static byte[] token(char before, String name) {
        return new JsonWriter().raw(before).raw(JsonWriter.nameToken(name)).toByteArray();
    }

    private static RowPlan.Value value(Target target, List<String> inputs) {
        return new RowPlan.Value(target.source(), target.function(), inputs.indexOf(target.name()));
    }

    /** A column that took the name of one that was dropped hides that. */
    private List<Target> hidden() {
        return dropped.values().stream()
                .filter(target -> indexOf(target.name()) < 0)
                .toList();
    }

    private List<Column> available() {
        return Stream.concat(targets.stream(), hidden().stream())
                .map(this::column)
                .toList();
    }

    private RowPlan.Outputs outputs(OutputPlan plan) {
        List<RowPlan.Value> hidden = hidden().stream()
                .map(target -> value(target, plan.inputs()))
                .filter(value -> value.input() != RowPlan.NO_INPUT)
                .toList();
        return new RowPlan.Outputs(
                plan,
                hidden,
                plan.columns().stream().map(column -> token(',', column.name())).toList(),
                plan.columns().stream()
                        .map(column -> ValueForm.of(column.type()))
                        .toList());
    }

    private Column column(Target target) {
        Column source = schema.columns().get(target.source());
        return new Column(target.name(), source.type(), source.nullable());
    }

    private List<Column> targetColumns(OutputPlan outputs) {
        return Stream.concat(targets.stream().map(this::column), outputs.columns().stream())
                .toList();
    }

    private List<String> targetKey() {
        return schema.key().stream().map(this::keyName).toList();
    }

    private String keyName(String source) {
        return targets.stream()
                .filter(target -> target.key()
                        && schema.columns().get(target.source()).name().equals(source))
                .findFirst()
                .orElseThrow()
                .name();
    }
}
