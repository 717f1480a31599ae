package dev.limosa.text.hanlp;

/** How much of HanLP is at work. */
public enum Mode {
    /**
     * The most probable path through the core dictionary's words and pairs of words; nothing else. This is HanLP's
     * {@code BasicTokenizer}.
     */
    BASIC,
    /**
     * The same, and then words that HanLP's own custom dictionary knows as one are joined. This is HanLP's
     * {@code ViterbiSegment} without the recognition of names.
     */
    VITERBI,
    /**
     * The same, and then Chinese and transliterated names of people are recognized. This is HanLP's
     * {@code StandardTokenizer}; it takes two to three times as long.
     */
    STANDARD
}
