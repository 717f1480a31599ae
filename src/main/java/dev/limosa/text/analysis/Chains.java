package dev.limosa.text.analysis;

import dev.limosa.config.TextConfig;
import dev.limosa.text.Resources;
import java.util.List;
import java.util.Set;

/** All chains there are: the configuration's and those that are built in. Immutable; for any number of threads. */
public final class Chains {

    private Chains() {}

    /** @param problems takes, each with its place, what is wrong; the chains are only to be used if there is none */
    public static Chains compile(TextConfig config, Resources resources, List<String> problems) {
        throw new UnsupportedOperationException("not yet");
    }

    public boolean has(String name) {
        throw new UnsupportedOperationException("not yet");
    }

    /** All names, sorted. */
    public Set<String> names() {
        throw new UnsupportedOperationException("not yet");
    }

    /** @throws IllegalArgumentException if there is no such chain; the message says which there are */
    public Chain chain(String name) {
        throw new UnsupportedOperationException("not yet");
    }
}
