package dev.limosa.sink;

import dev.limosa.change.Barrier;
import dev.limosa.change.Tally;

/** How far one history partition has come through an output partition. Mutable, for one thread. */
final class Lane {

    private final Tally tally;
    private long barrier;
    private long sequence;
    private long atMicros;
    private long doneAt;

    Lane() {
        tally = new Tally();
    }

    Lane(State state) {
        tally = new Tally(state.count(), state.checksum());
        barrier = state.barrier();
        sequence = state.sequence();
        atMicros = state.atMicros();
        doneAt = state.doneAt();
    }

    void pass(Barrier mark) {
        tally.clear();
        // A table that is read again is no more done than one that is read for the first time.
        doneAt = mark.snapshotDone() ? doneAt : 0;
        if (mark.type() == Barrier.Type.WATERMARK) {
            barrier = mark.watermark();
            sequence = mark.sequence();
            atMicros = mark.atMicros();
            doneAt = mark.snapshotDone() && doneAt == 0 ? barrier : doneAt;
        }
    }

    Tally tally() {
        return tally;
    }

    /** Its last watermark. */
    long barrier() {
        return barrier;
    }

    /** The number of the last event before its last watermark. */
    long sequence() {
        return sequence;
    }

    long atMicros() {
        return atMicros;
    }

    /** Whether the snapshot lies before that watermark: a lane may be ahead of it, and say so of a later one. */
    boolean doneBefore(long watermark) {
        return doneAt != 0 && doneAt <= watermark;
    }

    State state(HistoryPartition of) {
        return new State(
                of.topic(), of.partition(), barrier, sequence, atMicros, doneAt, tally.count(), tally.checksum());
    }

    /**
     * The form it is stored in.
     *
     * @param doneAt the first watermark behind the table's newest snapshot, 0 if there was none yet
     * @param count events since the last barrier, {@code checksum} over their sequence numbers
     */
    record State(
            String topic,
            int partition,
            long barrier,
            long sequence,
            long atMicros,
            long doneAt,
            int count,
            long checksum) {}
}
