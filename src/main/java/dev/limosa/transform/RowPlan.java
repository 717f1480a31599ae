package dev.limosa.transform;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.text.output.OutputPlan;
import dev.limosa.topics.ValueForm;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a table's steps come to, worked out once. Immutable but for its byte arrays, which nobody writes to.
 *
 * @param names the source columns' names as they stand between quotes in a row
 */
record RowPlan(
        TableSchema schema,
        List<byte[]> names,
        @Nullable Filter filter,
        List<Field> fields,
        @Nullable Outputs outputs,
        List<Column> targetColumns,
        List<String> targetKey) {

    RowPlan {
        names = List.copyOf(names);
        fields = List.copyOf(fields);
        targetColumns = List.copyOf(targetColumns);
        targetKey = List.copyOf(targetKey);
    }

    /** @param source the position of the column the filter looks at */
    record Filter(int source, Set<String> values, boolean negated) {
        Filter {
            values = Set.copyOf(values);
        }

        /** A null is none of the values. */
        boolean keeps(@Nullable String text) {
            return (text != null && values.contains(text)) != negated;
        }
    }

    /**
     * One column of the target row.
     *
     * @param token what stands before its value: the brace or comma, the name, the colon
     * @param value what it holds
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; an array is what the writer copies from.
    record Field(byte[] token, Value value) {}

    /**
     * A source column's value after the text functions.
     *
     * @param function all the text functions it goes through, as one; null if its bytes stay as they are
     * @param input which of the outputs' inputs it is, or {@link #NO_INPUT}
     */
    record Value(int source, @Nullable UnaryOperator<String> function, int input) {}

    static final int NO_INPUT = -1;

    /**
     * What the text engine adds behind the fields.
     *
     * @param hidden inputs that are no field of the target
     * @param tokens as of {@link Field}, {@code forms} how the values stand in JSON, both by the plan's columns
     */
    record Outputs(OutputPlan plan, List<Value> hidden, List<byte[]> tokens, List<ValueForm> forms) {
        Outputs {
            hidden = List.copyOf(hidden);
            tokens = List.copyOf(tokens);
            forms = List.copyOf(forms);
        }
    }
}
