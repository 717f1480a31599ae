package dev.limosa.jdbc;

/** How a column's values come from the source to the target. */
public enum Carriage {
    /** Whole and exact in every change. */
    STREAMED,
    /**
     * Exact, but a value large enough to be stored outside its row is read again from the table if a change leaves it
     * as it is, and keeps its row open meanwhile. {@code REPLICA IDENTITY FULL} makes it streamed.
     */
    REREAD,
    /** Not at all: the value's text means something else in another database. */
    REFUSED
}
