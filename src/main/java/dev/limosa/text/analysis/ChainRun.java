package dev.limosa.text.analysis;

import dev.limosa.text.Tokens;

/** A chain in the hands of one thread. */
public final class ChainRun {

    ChainRun() {}

    /**
     * @param out cleared, and filled with the text's tokens in their order
     * @throws IllegalArgumentException if a component fails on this text; the run can be used on
     */
    public void analyze(String text, Tokens out) {
        throw new UnsupportedOperationException("not yet");
    }
}
