package dev.limosa.text.analysis;

/** A char filter that takes a whole text at once, which is faster where nobody asks for offsets. For any thread. */
interface TextFilter {

    /** @return the same object if nothing changes */
    String filter(String text);
}
