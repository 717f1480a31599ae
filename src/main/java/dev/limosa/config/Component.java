package dev.limosa.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One char filter, tokenizer or token filter of a chain, as it is written: whether there is such a thing, and whether
 * it takes these parameters, is the text engine's to say.
 *
 * @param type the name under which Lucene's service loader finds its factory
 * @param parameters sorted; a list in the file is its values with commas between
 * @param place where it stands, as {@code file:line:column}, for messages; no part of what it does
 */
public record Component(String type, Map<String, String> parameters, @JsonIgnore String place) {
    public Component {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
