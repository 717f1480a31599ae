package dev.limosa.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the tables' outputs are made with: the part {@code text} of the file. Both maps are by name, and sorted. */
public record TextConfig(Map<String, Resource> resources, Map<String, Chain> chains, Limits limits) {

    /** Only what is built in. */
    public static final TextConfig NONE = new TextConfig(Map.of(), Map.of(), Limits.DEFAULT);

    public TextConfig {
        resources = Collections.unmodifiableMap(new TreeMap<>(resources));
        chains = Collections.unmodifiableMap(new TreeMap<>(chains));
    }

    /**
     * What one row may cost. A row beyond it stays open, and so does not hold up those behind it.
     *
     * @param rowTimeoutMs of the processor's time, twice as much at most
     * @param maxCharacters of all its texts together, counted as Java does, in UTF-16
     */
    public record Limits(int rowTimeoutMs, int maxCharacters) {
        public static final Limits DEFAULT = new Limits(2_000, 10_000_000);
    }

    /**
     * A file that components read: a dictionary, a list of words, a table of document frequencies.
     *
     * @param file absolute; in the configuration it may be relative to the configuration's own folder
     * @param sha256 of its bytes, 64 hexadecimal digits in lower case
     */
    public record Resource(String name, @JsonIgnore Path file, String sha256, @JsonIgnore String place) {}

    /** Char filters → tokenizer → token filters, in Lucene's sense; the tokenizer is null if it was not readable. */
    public record Chain(
            String name,
            List<Component> charFilters,
            @Nullable Component tokenizer,
            List<Component> filters,
            @JsonIgnore String place) {
        public Chain {
            charFilters = List.copyOf(charFilters);
            filters = List.copyOf(filters);
        }
    }
}
