package dev.limosa.sink;

import dev.limosa.change.Barrier;

/** A barrier at its place in an output partition. */
record Mark(long offset, HistoryPartition origin, Barrier barrier) implements Incoming {

    @Override
    public long sequence() {
        return barrier.sequence();
    }

    boolean isTruncate() {
        return barrier.type() == Barrier.Type.TRUNCATE;
    }

    /** The table is emptied here because its snapshot begins behind this mark, or begins again. */
    boolean isReset() {
        return isTruncate() && !barrier.snapshotDone();
    }
}
