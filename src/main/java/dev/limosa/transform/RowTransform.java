package dev.limosa.transform;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.text.cleaning.CleaningException;
import dev.limosa.text.output.ChainCounts;
import dev.limosa.text.output.OutputException;
import dev.limosa.text.output.OutputPlan;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.JsonRow;
import dev.limosa.topics.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * f of one table: a source row becomes a target row, or none. Pure: the same bytes always become the same bytes.
 *
 * <p>Columns that no step touches are copied as bytes and never decoded; the others are decoded once, and copied as
 * bytes too if their text turns out to be right already. A null stays null.
 *
 * <p>An instance holds buffers and belongs to one thread; {@link #newInstance()} makes another of the same plan.
 */
public final class RowTransform {

    private final RowPlan plan;
    private final JsonRow row = new JsonRow();
    private final JsonWriter out = new JsonWriter();
    /** Where each source column stands in the row at hand. */
    private final int[] places;

    private final @Nullable RowOutputs outputs;

    private RowTransform(RowPlan plan) {
        this.plan = plan;
        this.outputs = plan.outputs() == null ? null : new RowOutputs(plan.outputs());
        this.places = new int[plan.names().size()];
    }

    /** @throws InvalidConfigurationException holding everything in the configuration that does not fit the schema */
    public static RowTransform compile(TableSchema schema, TableConfig config, TextEngine text) {
        return new RowTransform(new PlanCompiler(schema, config, text).compile());
    }

    /** The same transform for another thread; cheap. */
    public RowTransform newInstance() {
        return new RowTransform(plan);
    }

    /**
     * The target's columns in the order of the fields of the rows made; types and nullability are the source's. What
     * the text engine adds stands behind them.
     */
    public List<Column> targetColumns() {
        return plan.targetColumns();
    }

    /** For each of the target's columns, without those that the text engine adds, the source's column it is made of. */
    public List<String> sourceColumns() {
        return plan.fields().stream()
                .map(field ->
                        plan.schema().columns().get(field.value().source()).name())
                .toList();
    }

    /** What the text engine adds; null if nothing. */
    public @Nullable OutputPlan outputs() {
        return plan.outputs() == null ? null : plan.outputs().plan();
    }

    /** The key's columns by their names in the target, in the key's own order. */
    public List<String> targetKey() {
        return plan.targetKey();
    }

    /** Source column → its name in the target, for the columns whose values arrive as they were. */
    public Map<String, String> untouched() {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < plan.fields().size(); i++) {
            RowPlan.Field field = plan.fields().get(i);
            if (field.value().function() == null) {
                String source =
                        plan.schema().columns().get(field.value().source()).name();
                names.putIfAbsent(source, plan.targetColumns().get(i).name());
            }
        }
        return names;
    }

    /**
     * @param row a JSON object of all columns of the source table
     * @return the target row, or null if the filter keeps this row out
     * @throws TransformException if the row is not one of this table at this version of its schema, or an output can't
     *     be made of it
     */
    public byte @Nullable [] apply(byte[] row) {
        return apply(row, 0);
    }

    /** As {@link #apply(byte[])}, for a row that begins at {@code from} and may have other bytes behind it. */
    public byte @Nullable [] apply(byte[] json, int from) {
        try {
            row.read(json, from);
            place();
            return keeps() ? written() : null;
        } catch (OutputException | CleaningException e) {
            throw new TransformException(
                    "cannot transform row of table '" + plan.schema().table() + "': " + e.getMessage(), e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new TransformException(
                    "cannot read row of table '" + plan.schema().table() + "': expected a JSON object of its "
                            + places.length + " columns, found bytes that are none from byte " + from + " on",
                    e);
        }
    }

    private boolean keeps() {
        RowPlan.Filter filter = plan.filter();
        return filter == null || filter.keeps(row.text(places[filter.source()]));
    }

    private byte[] written() {
        out.clear();
        for (RowPlan.Field field : plan.fields()) {
            out.raw(field.token());
            write(field.value());
        }
        if (outputs != null) {
            outputs(outputs, requireNonNull(plan.outputs()));
        }
        return out.raw('}').toByteArray();
    }

    @SuppressWarnings("ReferenceEquality") // A text function gives back the very string it leaves alone.
    private void write(RowPlan.Value value) {
        int place = places[value.source()];
        boolean decoded = value.function() != null || value.input() != RowPlan.NO_INPUT;
        String text = decoded ? row.text(place) : null;
        String changed = changed(value, text);
        if (outputs != null && value.input() != RowPlan.NO_INPUT) {
            outputs.input(value.input(), changed);
        }
        if (changed == text) {
            out.raw(row.bytes(), row.valueStart(place), row.valueEnd(place));
        } else {
            out.string(changed);
        }
    }

    private static @Nullable String changed(RowPlan.Value value, @Nullable String text) {
        UnaryOperator<String> function = value.function();
        return function == null || text == null ? text : function.apply(text);
    }

    private void outputs(RowOutputs outputs, RowPlan.Outputs plan) {
        for (RowPlan.Value hidden : plan.hidden()) {
            outputs.input(hidden.input(), changed(hidden, row.text(places[hidden.source()])));
        }
        outputs.write(out);
    }

    /** Tells what has gone through each of the text engine's chains since this was last asked for. */
    public void tell(ChainCounts counts) {
        if (outputs != null) {
            outputs.tell(counts);
        }
    }

    /** Rows come in the schema's order; any other order is found out by name and read as well. */
    private void place() {
        boolean inOrder = row.size() == places.length;
        for (int column = 0; inOrder && column < places.length; column++) {
            inOrder = row.hasName(column, plan.names().get(column));
            places[column] = column;
        }
        if (!inOrder) {
            placeByName();
        }
    }

    private void placeByName() {
        boolean[] used = new boolean[row.size()];
        for (int column = 0; column < places.length; column++) {
            places[column] = find(column);
            used[places[column]] = true;
        }
        for (int field = 0; field < used.length; field++) {
            if (!used[field]) {
                throw mismatch("no column '" + row.name(field) + "'", "one");
            }
        }
    }

    private int find(int column) {
        for (int field = 0; field < row.size(); field++) {
            if (row.hasName(field, plan.names().get(column))) {
                return field;
            }
        }
        throw mismatch("column '" + plan.schema().columns().get(column).name() + "'", "none");
    }

    private TransformException mismatch(String expected, String found) {
        return new TransformException("cannot transform row of table '"
                + plan.schema().table() + "': expected " + expected + " (schema version "
                + plan.schema().version() + "), found " + found
                + "; the table's columns changed, begin a generation with its new schema");
    }
}
