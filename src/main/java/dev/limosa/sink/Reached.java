package dev.limosa.sink;

import dev.limosa.change.Barrier;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Gap;
import dev.limosa.change.Lane;
import org.jspecify.annotations.Nullable;

/** What one history partition has brought through an output partition. Mutable, for one thread. */
final class Reached {

    private final Lane lane;
    private long sequence;
    private long atMicros;
    private long doneAt;

    Reached() {
        lane = new Lane();
    }

    Reached(State state) {
        lane = new Lane(state.barrier(), state.count(), state.checksum());
        sequence = state.sequence();
        atMicros = state.atMicros();
        doneAt = state.doneAt();
    }

    @Nullable
    Gap event(EventHeader event) {
        return lane.event(event);
    }

    @Nullable
    Gap barrier(Barrier barrier) {
        Gap gap = lane.barrier(barrier);
        if (gap == null) {
            note(barrier);
        }
        return gap;
    }

    private void note(Barrier passed) {
        // A table that is read again is no more done than one that is read for the first time.
        doneAt = passed.snapshotDone() ? doneAt : 0;
        if (passed.type() == Barrier.Type.WATERMARK) {
            sequence = passed.sequence();
            atMicros = passed.atMicros();
            doneAt = passed.snapshotDone() && doneAt == 0 ? passed.watermark() : doneAt;
        }
    }

    /** Its last watermark. */
    long barrier() {
        return lane.watermark();
    }

    /** The number of the last event before its last watermark. */
    long sequence() {
        return sequence;
    }

    long atMicros() {
        return atMicros;
    }

    /** Whether the snapshot lies before that watermark: a partition may be ahead of it, and say so of a later one. */
    boolean doneBefore(long watermark) {
        return doneAt != 0 && doneAt <= watermark;
    }

    State state(HistoryPartition of) {
        return new State(
                of.topic(),
                of.partition(),
                lane.watermark(),
                sequence,
                atMicros,
                doneAt,
                lane.count(),
                lane.checksum());
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
