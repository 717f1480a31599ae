package dev.limosa.text;

import dev.limosa.config.TextConfig;
import java.util.List;
import java.util.Set;

/**
 * The files that components read, by their names: those of the configuration, read once and known by their SHA-256, and
 * those that are built in. Immutable.
 */
public final class Resources {

    private Resources() {}

    /** @param problems takes, each with its place, what is wrong: a file that is missing, no text, or another one */
    public static Resources read(TextConfig config, List<String> problems) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Whether there is such a resource; one that could not be read counts, as its problem was told. */
    public boolean has(String name) {
        throw new UnsupportedOperationException("not yet");
    }

    /** All names, sorted. */
    public Set<String> names() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Without a byte order mark. Only to be read. */
    public byte[] bytes(String name) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Without blank lines, and without those that begin with {@code #}; each without white space around it. */
    public List<String> lines(String name) {
        throw new UnsupportedOperationException("not yet");
    }

    /** 64 hexadecimal digits in lower case. */
    public String sha256(String name) {
        throw new UnsupportedOperationException("not yet");
    }
}
