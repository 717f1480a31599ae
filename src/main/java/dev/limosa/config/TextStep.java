package dev.limosa.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One function from text to text.
 *
 * @param parameters all that the function takes, defaults too, sorted; of a secret one {@link HashKey#check} only
 * @param place where it stands, as {@code file:line:column}, for messages; no part of what it does
 * @param key of a function that takes one
 */
public record TextStep(
        TextFunction function,
        Map<String, String> parameters,
        @JsonIgnore String place,
        @JsonIgnore @Nullable HashKey key) {

    private static final String KEY = "key";

    public TextStep {
        Map<String, String> all = new TreeMap<>(parameters);
        for (TextParameter parameter : function.parameters()) {
            if (parameter.otherwise() != null) {
                all.putIfAbsent(parameter.name(), parameter.otherwise());
            }
        }
        if (key != null) {
            all.put(KEY, key.check());
        }
        parameters = Collections.unmodifiableMap(all);
    }

    public TextStep(TextFunction function, Map<String, String> parameters, String place) {
        this(function, parameters, place, null);
    }

    /** Wherever they stand. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextStep that
                && function == that.function
                && parameters.equals(that.parameters)
                && Objects.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(function, parameters, key);
    }

    /** @throws IllegalArgumentException if it was not given and has no default */
    public String text(String parameter) {
        String value = parameters.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException(
                    "expected parameter '" + parameter + "' of '" + Labels.of(function) + "', found none; add it");
        }
        return value;
    }

    /** @throws IllegalArgumentException if it is missing, or no number */
    public int number(String parameter) {
        try {
            return Integer.parseInt(text(parameter));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "expected a number as parameter '" + parameter + "' of '" + Labels.of(function) + "', found '"
                            + text(parameter) + "'",
                    e);
        }
    }

    /** The values of one that takes several. */
    public List<String> texts(String parameter) {
        String text = text(parameter);
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
