package dev.limosa.sink;

/** A record of an output topic: a {@link Row} or a {@link Mark}. */
sealed interface Incoming permits Row, Mark {

    long offset();

    /** Its place in the source's order; a watermark has the one of the last event before it. */
    long sequence();

    HistoryPartition origin();
}
