package dev.limosa.text.output;

/** Is told how much went through a chain. */
@FunctionalInterface
public interface ChainCounts {

    /** @param characters as Java counts them, in UTF-16 */
    void add(String chain, long texts, long characters);
}
