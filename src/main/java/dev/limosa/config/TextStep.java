package dev.limosa.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One function from text to text.
 *
 * @param parameters sorted; whether the function takes them is the text engine's to say
 * @param place where it stands, as {@code file:line:column}, for messages; no part of what it does
 */
public record TextStep(TextFunction function, Map<String, String> parameters, @JsonIgnore String place) {
    public TextStep {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
