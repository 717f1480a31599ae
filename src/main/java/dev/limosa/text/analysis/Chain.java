package dev.limosa.text.analysis;

import java.util.Set;

/** One chain, ready to run. Immutable; for any number of threads. */
public final class Chain {

    Chain() {}

    public String name() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * What it does, down to every parameter, as one line: two chains with the same form, the same resources and the
     * same libraries make the same of every text.
     */
    public String canonicalForm() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The names of the resources that it reads, sorted. */
    public Set<String> resources() {
        throw new UnsupportedOperationException("not yet");
    }

    /** For one thread, which keeps it: it is made once, and used for every text. */
    public ChainRun newRun() {
        throw new UnsupportedOperationException("not yet");
    }
}
