package dev.limosa.change;

/** In which order the sink applies a table's rows. */
public enum ApplyMode {
    /** Many tasks, in order per key: for tables whose only enforced constraint is the primary key. */
    PARALLEL,
    /** One output partition for a group of tables, applied in the source's own order from barrier to barrier. */
    ORDERED
}
